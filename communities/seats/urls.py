"""Addresses of the seats of a community."""

from django.urls import path

from communities.seats import own_views, views

urlpatterns = [
    path("<slug:community>/members/", views.members, name="members"),
    path("<slug:community>/members/<uuid:seat>/decision/", views.seat_decision, name="seat_decision"),
    path("<slug:community>/members/<uuid:seat>/role/", views.seat_role, name="seat_role"),
    path("<slug:community>/members/<uuid:seat>/end/", views.seat_end, name="seat_end"),
    path("<slug:community>/seat/", own_views.seat, name="seat"),
    path("<slug:community>/seat/refusal/", own_views.seat_refusal, name="seat_refusal"),
    path("<slug:community>/seat/name/", own_views.seat_name, name="seat_name"),
    path("<slug:community>/seat/leaving/", own_views.seat_leaving, name="seat_leaving"),
    path("<slug:community>/hand-over/", own_views.hand_over, name="hand_over"),
]
