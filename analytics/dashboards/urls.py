"""Addresses of the programme page."""

from django.urls import path

from analytics.dashboards import views

urlpatterns = [
    path("insight/programme/", views.programme, name="programme"),
    path("insight/programme/<slug:table>.csv", views.programme_csv, name="programme_csv"),
]
