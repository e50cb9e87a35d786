"""Addresses of the demo's outbox."""

from django.urls import path

from tenancy.notices import outbox_views

urlpatterns = [
    path("", outbox_views.outbox, name="outbox"),
    path("<slug:side>/<uuid:mail>/", outbox_views.letter, name="outbox_mail"),
    path("<slug:side>/<uuid:mail>/link/", outbox_views.letter_link, name="outbox_link"),
]
