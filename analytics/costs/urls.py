"""Addresses of costs, in the workspace only."""

from django.urls import path

from analytics.costs import views

urlpatterns = [
    path("insight/costs/", views.community_costs, name="community_costs"),
    path("insight/costs/table.csv", views.community_costs_csv, name="community_costs_csv"),
    path("insight/costs/margins/", views.contribution_margins, name="contribution_margins"),
    path("insight/costs/returns/<str:entry>/", views.cost_return, name="cost_return"),
    path("insight/costs/<uuid:cost>/removal/", views.cost_removal, name="cost_removal"),
]
