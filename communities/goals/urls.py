"""Addresses of goals."""

from django.urls import path

from communities.goals import views

HERE = "<slug:community>/goals/"

urlpatterns = [
    path(HERE, views.goals, name="goals"),
    path(f"{HERE}new/", views.goal_new, name="goal_new"),
    path(f"{HERE}goals.csv", views.goals_csv, name="goals_csv"),
    path(f"{HERE}<int:year>/review/", views.year_review, name="year_review"),
    path(f"{HERE}<uuid:goal>/", views.goal, name="goal"),
    path(f"{HERE}<uuid:goal>/progress/", views.goal_progress, name="goal_progress"),
    path(f"{HERE}<uuid:goal>/dropping/", views.goal_dropping, name="goal_dropping"),
    path(f"{HERE}words/<uuid:word>/withdrawal/", views.goal_word_withdrawal, name="goal_word_withdrawal"),
]
