"""Addresses of action items, below a community's own."""

from django.urls import path

from communities.actions import views

ACTIONS = "<slug:community>/actions/"
ACTION = f"{ACTIONS}<uuid:action>/"

urlpatterns = [
    path(ACTIONS, views.action_items, name="action_items"),
    path(f"{ACTIONS}actions.csv", views.action_items_csv, name="action_items_csv"),
    path(f"{ACTIONS}new/", views.new_action, name="new_action"),
    path(ACTION, views.action_item, name="action_item"),
    path(f"{ACTION}closing/", views.action_closing, name="action_closing"),
    path(f"{ACTION}reopening/", views.action_reopening, name="action_reopening"),
    path(f"{ACTION}carrying-over/", views.action_carrying_over, name="action_carrying_over"),
    path(f"{ACTION}passing-on/", views.action_passing_on, name="action_passing_on"),
]
