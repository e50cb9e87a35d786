"""Clients of the interface."""

from django.urls import path

from customers.clients import views

urlpatterns = [
    path("", views.clients, name="clients"),
    path("<uuid:client>/revocation/", views.client_revocation, name="client_revocation"),
]
