"""Addresses of subscriptions and of the reports made for them, in the workspace."""

from django.urls import path

from analytics.subscriptions import views

urlpatterns = [
    path("insight/subscriptions/", views.subscriptions, name="subscriptions"),
    path("insight/subscriptions/<slug:report>/", views.subscription, name="subscription"),
    path("insight/reports/<uuid:report>/", views.made_report, name="made_report"),
    path("insight/reports/<uuid:report>/report.pdf", views.made_report_pdf, name="made_report_pdf"),
    path("insight/reports/<uuid:report>/<slug:table>.csv", views.made_report_csv, name="made_report_csv"),
]
