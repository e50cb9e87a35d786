"""The preparation board."""

from django.urls import path

from customers.preparation import delay_views, views

urlpatterns = [
    path("", views.preparation, name="preparation"),
    path("<slug:community>/actions/", views.preparation_actions, name="preparation_actions"),
    path("<slug:community>/delay/", delay_views.kick_off_delay, name="kick_off_delay"),
    path("actions/<uuid:action>/done/", views.preparation_action_done, name="preparation_action_done"),
]
