"""Addresses of the communities' pages, the same in both surfaces."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
