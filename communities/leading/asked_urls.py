"""Addresses of what leaders ask their supervisors for."""

from django.urls import path

from communities.leading import views

urlpatterns = [
    path("", views.asked_agreements, name="asked_agreements"),
    path("<uuid:agreement>/signature/", views.time_agreement_signature, name="time_agreement_signature"),
]
