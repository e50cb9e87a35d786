"""Imports."""

from django.urls import path

from customers.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<uuid:job>/", views.import_page, name="import"),
    path("<uuid:job>/run/", views.import_run, name="import_run"),
    path("<uuid:job>/end/", views.import_end, name="import_end"),
    path("<uuid:job>/failed.csv", views.import_failed_csv, name="import_failed_csv"),
]
