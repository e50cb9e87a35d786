"""Addresses of the register of solutions."""

from django.urls import path

from communities.solutions import views, word_views

HERE = "<slug:community>/solutions/"

urlpatterns = [
    path(HERE, views.solutions, name="solutions"),
    path(f"{HERE}new/", views.solution_new, name="solution_new"),
    path(f"{HERE}solutions.csv", views.solutions_csv, name="solutions_csv"),
    path(f"{HERE}<uuid:solution>/", views.solution, name="solution"),
    path(f"{HERE}<uuid:solution>/wording/", views.solution_wording, name="solution_wording"),
    path(
        f"{HERE}<uuid:solution>/setting-aside/", views.solution_setting_aside, name="solution_setting_aside"
    ),
    path(f"{HERE}<uuid:solution>/reports/", word_views.solution_reports, name="solution_reports"),
    path(f"{HERE}<uuid:solution>/validations/", word_views.solution_validations, name="solution_validations"),
    path(
        f"{HERE}reports/<uuid:report>/withdrawal/",
        word_views.solution_report_withdrawal,
        name="solution_report_withdrawal",
    ),
    path(
        f"{HERE}validations/<uuid:validation>/withdrawal/",
        word_views.solution_validation_withdrawal,
        name="solution_validation_withdrawal",
    ),
]
