"""Addresses of corrective actions, the same in both surfaces."""

from django.urls import path

from analytics.corrective import views

urlpatterns = [
    path("communities/<slug:community>/health/actions/", views.corrective_actions, name="corrective_actions"),
    path(
        "communities/<slug:community>/health/findings/<uuid:finding>/action/",
        views.corrective_opening,
        name="corrective_opening",
    ),
    path(
        "communities/<slug:community>/health/actions/<uuid:action>/closing/",
        views.corrective_closing,
        name="corrective_closing",
    ),
]
