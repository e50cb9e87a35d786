"""Clients of the interface."""

from django.urls import path

from customers.clients import client_views, views

urlpatterns = [
    path("", views.clients, name="clients"),
    path("sandbox/", views.sandbox, name="sandbox"),
    path("sandbox/reset/", views.sandbox_reset, name="sandbox_reset"),
    path("<uuid:client>/", client_views.client, name="client"),
    path("<uuid:client>/revocation/", views.client_revocation, name="client_revocation"),
    path("<uuid:client>/secret/", client_views.client_secret, name="client_secret"),
    path("<uuid:client>/refusals.csv", client_views.client_refusals, name="client_refusals"),
    path("<uuid:client>/keys/", client_views.client_keys, name="client_keys"),
    path(
        "<uuid:client>/keys/<uuid:key>/successor/",
        client_views.client_key_successor,
        name="client_key_successor",
    ),
    path(
        "<uuid:client>/keys/<uuid:key>/revocation/",
        client_views.client_key_revocation,
        name="client_key_revocation",
    ),
]
