"""Addresses of invitations to a community."""

from django.urls import path

from communities.invitations import views

urlpatterns = [
    path("<slug:community>/invitations/", views.invitations, name="invitations"),
    path(
        "<slug:community>/invitations/<uuid:invitation>/withdrawal/",
        views.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
]
