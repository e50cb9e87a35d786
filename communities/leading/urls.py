"""Addresses of a leader's time."""

from django.urls import path

from communities.leading import views

HERE = "<slug:community>/leading/"

urlpatterns = [
    path(HERE, views.leader_time, name="leader_time"),
    path(f"{HERE}leader-time.csv", views.leader_time_csv, name="leader_time_csv"),
    path(f"{HERE}agreements/", views.time_agreements, name="time_agreements"),
    path(f"{HERE}agreements/<uuid:agreement>/end/", views.time_agreement_end, name="time_agreement_end"),
    path(f"{HERE}months/", views.leader_efforts, name="leader_efforts"),
]
