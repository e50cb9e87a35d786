"""Addresses of the communities' pages, the same in both surfaces."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("communities.community.urls")),
    path("", include("communities.discussions.urls")),
]
