"""The whole address space: sign-in, the two surfaces, the interface."""

from allauth.idp.oidc import views as identity
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz
from tenancy.surfaces.views import front_door

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_door, name="front_door"),
    path("healthz", healthz, name="healthz"),
    path("outbox/", include("tenancy.notices.outbox_urls")),
    path("", include("tenancy.people.urls")),
    path("invitations/", include("tenancy.invitations.urls")),
    path("subscriptions/", include("analytics.subscriptions.leaving_urls")),
    path("calendars/", include("communities.calendars.feed_urls")),
    path("answers/", include("customers.surveys.answer_urls")),
    # Of the identity provider only what client credentials need: nobody signs in elsewhere through us.
    path("identity/token", identity.token, name="identity_token"),
    path("identity/revocation", identity.revoke, name="identity_revocation"),
    path("api/v1/", include("config.api")),
    path("w/<slug:place>/", include(("config.workspace_urls", "w"))),
    path("p/<slug:place>/", include(("config.portal_urls", "p"))),
]
