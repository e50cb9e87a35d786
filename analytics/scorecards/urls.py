"""Addresses of scorecards, the same in both surfaces."""

from django.urls import path

from analytics.scorecards import views

urlpatterns = [
    path("insight/scorecards/", views.scorecards, name="scorecards"),
    path("communities/<slug:community>/scorecard/", views.scorecard, name="scorecard"),
    path("communities/<slug:community>/scorecard/ratings.csv", views.scorecard_csv, name="scorecard_csv"),
    path(
        "communities/<slug:community>/scorecard/<slug:factor>/",
        views.scorecard_factor,
        name="scorecard_factor",
    ),
]
