"""Addresses of the sponsor's side of releases, in the workspace."""

from django.urls import path

from analytics.releases import views

urlpatterns = [
    path("insight/released/", views.released_figures, name="released_figures"),
    path("insight/released/figures.csv", views.released_figures_csv, name="released_figures_csv"),
]
