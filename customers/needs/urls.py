"""Needs, ideas, and gaps on their way to the functions that own them."""

from django.urls import path

from customers.needs import idea_views, inbox_views, views

urlpatterns = [
    path("", views.needs_board, name="needs_board"),
    path("list/", views.needs, name="needs"),
    path("needs.csv", views.needs_csv, name="needs_csv"),
    path("new/", views.need_new, name="need_new"),
    path("ideas/new/", idea_views.idea_new, name="idea_new"),
    path("ideas/<uuid:idea>/", idea_views.idea, name="idea"),
    path("ideas/<uuid:idea>/move/", idea_views.idea_move, name="idea_move"),
    path("gaps/", inbox_views.routed, name="routed"),
    path("gaps/gaps.csv", inbox_views.routed_csv, name="routed_csv"),
    path("gaps/<uuid:action>/", inbox_views.routed_action, name="routed_action"),
    path("gaps/<uuid:action>/acceptance/", inbox_views.routed_acceptance, name="routed_acceptance"),
    path("gaps/<uuid:action>/return/", inbox_views.routed_return, name="routed_return"),
    path("gaps/<uuid:action>/end/", inbox_views.routed_end, name="routed_end"),
    path("<uuid:need>/", views.need, name="need"),
    path("<uuid:need>/move/", views.need_move, name="need_move"),
    path("<uuid:need>/merger/", views.need_merger, name="need_merger"),
    path("<uuid:need>/routing/", views.need_routing, name="need_routing"),
]
