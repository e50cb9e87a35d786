"""Pages of the members' portal, below /p/<portal>/."""

from django.urls import URLPattern, URLResolver, include, path

from portal.overview.views import front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="home"),
    path("communities/", include("communities.urls")),
    path("communities/", include("customers.stakeholders.shared_urls")),
    path("search/", include("communities.search.urls")),
    path("calendar/", include("communities.calendars.urls")),
    path("notices/", include("tenancy.notices.urls")),
    path("recognition/", include("communities.recognition.own_urls")),
    path("tasks/", include("tenancy.tasks.urls")),
    path("", include("analytics.corrective.urls")),
    path("", include("analytics.health.urls")),
    path("", include("analytics.scorecards.urls")),
    path("", include("analytics.releases.urls")),
    path("", include("portal.transparency.urls")),
    path("", include("portal.verification.urls")),
]
