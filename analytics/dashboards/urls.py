"""Addresses of the programme page."""

from django.urls import path

from analytics.dashboards import views

urlpatterns = [
    path("insight/programme/", views.programme, name="programme"),
    path("insight/programme/report.pdf", views.programme_pdf, name="programme_pdf"),
    path("insight/programme/<slug:table>.csv", views.programme_csv, name="programme_csv"),
]
