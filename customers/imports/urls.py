"""Imports."""

from django.urls import path

from customers.imports import run_views, views

ONE = "<uuid:job>/"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("templates/<slug:object>.csv", views.import_template, name="import_template"),
    path(ONE, views.import_page, name="import"),
    path(f"{ONE}preview/", views.import_preview, name="import_preview"),
    path(f"{ONE}progress/", run_views.import_progress, name="import_progress"),
    path(f"{ONE}run/", run_views.import_run, name="import_run"),
    path(f"{ONE}end/", run_views.import_end, name="import_end"),
    path(f"{ONE}resumption/", run_views.import_resumption, name="import_resumption"),
    path(f"{ONE}retry/", run_views.import_retry, name="import_retry"),
    path(f"{ONE}errors/", run_views.import_errors, name="import_errors"),
    path(f"{ONE}reconciliation.csv", run_views.import_reconciliation_csv, name="import_reconciliation_csv"),
    path(f"{ONE}rows/<slug:kind>/", run_views.import_rows, name="import_rows"),
]
