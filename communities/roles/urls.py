"""Addresses of roles and of a leader's readiness."""

from django.urls import path

from communities.roles import readiness_views, term_views, views

urlpatterns = [
    path("<slug:community>/roles/", views.roles, name="roles"),
    path("<slug:community>/roles/new/", views.role_new, name="role_new"),
    path("<slug:community>/roles/roles.csv", views.roles_csv, name="roles_csv"),
    path("<slug:community>/roles/confirmation/", views.roles_confirmation, name="roles_confirmation"),
    path(
        "<slug:community>/roles/confirmation/<uuid:confirmation>/withdrawal/",
        views.roles_confirmation_withdrawal,
        name="roles_confirmation_withdrawal",
    ),
    path("<slug:community>/roles/<uuid:role>/", views.role, name="role"),
    path("<slug:community>/roles/<uuid:role>/retirement/", views.role_retirement, name="role_retirement"),
    path(
        "<slug:community>/roles/<uuid:role>/appointment/",
        term_views.role_appointment,
        name="role_appointment",
    ),
    path(
        "<slug:community>/roles/terms/<uuid:term>/withdrawal/",
        term_views.role_appointment_withdrawal,
        name="role_appointment_withdrawal",
    ),
    path("<slug:community>/roles/terms/<uuid:term>/end/", term_views.role_term_end, name="role_term_end"),
    path("<slug:community>/leadership/", readiness_views.leadership, name="leadership"),
    path("<slug:community>/leadership/trainings/", readiness_views.leader_trainings, name="leader_trainings"),
    path(
        "<slug:community>/leadership/trainings/<uuid:training>/withdrawal/",
        readiness_views.leader_training_withdrawal,
        name="leader_training_withdrawal",
    ),
    path(
        "<slug:community>/leadership/succession/", readiness_views.succession_plans, name="succession_plans"
    ),
    path(
        "<slug:community>/leadership/succession/<uuid:plan>/withdrawal/",
        readiness_views.succession_plan_withdrawal,
        name="succession_plan_withdrawal",
    ),
]
