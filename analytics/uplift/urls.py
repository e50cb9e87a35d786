"""Addresses of uplift reports, in the workspace only."""

from django.urls import path

from analytics.uplift import views

urlpatterns = [
    path("insight/uplift/", views.uplift_reports, name="uplift_reports"),
    path("insight/uplift/runs/", views.uplift_runs, name="uplift_runs"),
    path("insight/uplift/method/", views.uplift_method, name="uplift_method"),
    path("insight/uplift/<uuid:run>/", views.uplift_report, name="uplift_report"),
    path("insight/uplift/<uuid:run>/report.json", views.uplift_json, name="uplift_json"),
    path("insight/uplift/<uuid:run>/report.pdf", views.uplift_pdf, name="uplift_pdf"),
    path("insight/uplift/<uuid:run>/<slug:table>.csv", views.uplift_csv, name="uplift_csv"),
]
