"""Addresses of a community's privacy."""

from django.urls import path

from communities.privacy import views

urlpatterns = [
    path("<slug:community>/privacy/", views.privacy, name="privacy"),
    path(
        "<slug:community>/privacy/<uuid:proposal>/signature/",
        views.privacy_signature,
        name="privacy_signature",
    ),
    path(
        "<slug:community>/privacy/<uuid:proposal>/withdrawal/",
        views.privacy_withdrawal,
        name="privacy_withdrawal",
    ),
    path("<slug:community>/delegations/", views.delegations, name="delegations"),
]
