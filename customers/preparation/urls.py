"""The preparation board."""

from django.urls import path

from customers.preparation import views

urlpatterns = [
    path("", views.preparation, name="preparation"),
    path("<slug:community>/actions/", views.preparation_actions, name="preparation_actions"),
    path("actions/<uuid:action>/done/", views.preparation_action_done, name="preparation_action_done"),
]
