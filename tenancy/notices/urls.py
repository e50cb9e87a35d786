"""Addresses of notices, the same in both surfaces."""

from django.urls import path

from tenancy.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("reading/", views.reading, name="notices_reading"),
    path("<uuid:notice>/", views.notice, name="notice"),
]
