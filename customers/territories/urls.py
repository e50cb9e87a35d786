"""Territories."""

from django.urls import path

from customers.territories import views

urlpatterns = [
    path("", views.territories, name="territories"),
    path("territories.csv", views.territories_csv, name="territories_csv"),
    path("<uuid:territory>/", views.territory, name="territory"),
    path(
        "<uuid:territory>/assignments/<uuid:assignment>/end/",
        views.territory_assignment_end,
        name="territory_assignment_end",
    ),
]
