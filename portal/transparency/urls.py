"""Addresses of what members see of the sponsor's view."""

from django.urls import path

from portal.transparency import views

urlpatterns = [
    path("communities/<slug:community>/what-the-sponsor-sees/", views.sponsor_view, name="sponsor_view"),
]
