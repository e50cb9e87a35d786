"""Addresses of a community's pulse survey."""

from django.urls import path

from communities.pulse import views

urlpatterns = [
    path("<slug:community>/pulse/", views.pulse, name="pulse"),
    path("<slug:community>/pulse/answers/", views.pulse_answers, name="pulse_answers"),
    path("<slug:community>/pulse/waves/", views.pulse_waves, name="pulse_waves"),
    path("<slug:community>/pulse/withdrawal/", views.pulse_withdrawal, name="pulse_withdrawal"),
    path("<slug:community>/pulse/plan/", views.pulse_plan, name="pulse_plan"),
    path("<slug:community>/pulse/results.csv", views.pulse_csv, name="pulse_csv"),
]
