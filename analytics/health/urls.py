"""Addresses of health checks, the same in both surfaces."""

from django.urls import path

from analytics.health import views

urlpatterns = [
    path("insight/health/", views.health_checks, name="health_checks"),
    path("insight/health/checks.csv", views.health_checks_csv, name="health_checks_csv"),
    path("insight/health/definitions/", views.health_definitions, name="health_definitions"),
    path("settings/checks/", views.health_default, name="health_default"),
    path("communities/<slug:community>/health/", views.health, name="health"),
    path("communities/<slug:community>/health/runs/", views.health_runs, name="health_runs"),
    path("communities/<slug:community>/health/rhythm/", views.health_rhythm, name="health_rhythm"),
    path("communities/<slug:community>/health/report.pdf", views.health_pdf, name="health_pdf"),
    path("communities/<slug:community>/health/figures.csv", views.health_csv, name="health_csv"),
]
