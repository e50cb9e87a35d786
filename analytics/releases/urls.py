"""Addresses of the community's side of releases, in the portal."""

from django.urls import path

from analytics.releases import views

urlpatterns = [
    path("communities/<slug:community>/releases/", views.releases, name="releases"),
    path(
        "communities/<slug:community>/releases/switches/<slug:figure>/",
        views.release_switch,
        name="release_switch",
    ),
]
