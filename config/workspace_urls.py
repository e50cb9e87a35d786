"""Pages of the workspace, below /w/<tenant>/."""

from django.urls import URLPattern, URLResolver, include, path

from communities.attempts.views import wall
from tenancy.surfaces.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("communities/", include("communities.urls")),
    path("search/", include("communities.search.urls")),
    path("calendar/", include("communities.calendars.urls")),
    path("notices/", include("tenancy.notices.urls")),
    path("recognition/", include("communities.recognition.own_urls")),
    path("time-agreements/", include("communities.leading.asked_urls")),
    path("tasks/", include("tenancy.tasks.urls")),
    path("settings/", include("tenancy.people.administration.urls")),
    path("customers/", include("customers.accounts.urls")),
    path("territories/", include("customers.territories.urls")),
    path("sources/", include("customers.sources.urls")),
    path("attributes/", include("customers.attributes.urls")),
    path("countries/", include("customers.countries.urls")),
    path("notes/", include("customers.notes.urls")),
    path("deep-dives/", include("customers.deep_dives.urls")),
    path("needs/", include("customers.needs.urls")),
    path("segments/", include("customers.segments.urls")),
    path("surveys/", include("customers.surveys.urls")),
    path("services/", include("customers.services.urls")),
    path("preparation/", include("customers.preparation.urls")),
    path("prospects/", include("customers.preparation.prospect_urls")),
    path("leaders/", include("customers.leaders.approval_urls")),
    path("settings/imports/", include("customers.imports.urls")),
    path("settings/interface/", include("customers.clients.urls")),
    path("settings/webhooks/", include("customers.webhooks.urls")),
    path("wall/", wall, name="wall"),
    path("", include("analytics.corrective.urls")),
    path("", include("analytics.health.urls")),
    path("", include("analytics.scorecards.urls")),
    path("", include("analytics.releases.sponsor_urls")),
    path("", include("analytics.dashboards.urls")),
    path("training/", include("customers.training.urls")),
    path("", include("analytics.uplift.urls")),
    path("", include("analytics.costs.urls")),
    path("", include("analytics.subscriptions.urls")),
]
