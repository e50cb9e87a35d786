"""The whole address space: sign-in, the two surfaces, the interface."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz
from tenancy.surfaces.views import front_door

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_door, name="front_door"),
    path("healthz", healthz, name="healthz"),
    path("", include("tenancy.people.urls")),
    path("identity/", include("allauth.idp.urls")),
    path("w/<slug:place>/", include(("config.workspace_urls", "w"))),
    path("p/<slug:place>/", include(("config.portal_urls", "p"))),
]
