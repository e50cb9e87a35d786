"""Addresses of the verification."""

from django.urls import path

from portal.verification import invitation_views, views

urlpatterns = [
    path("verification/", views.verification, name="verification"),
    path(
        "verification/<uuid:asked>/withdrawal/",
        views.verification_withdrawal,
        name="verification_withdrawal",
    ),
    path("operator/verification/", views.verifications, name="verifications"),
    path("operator/verification/<uuid:asked>/", views.verification_decision, name="verification_decision"),
    path("operator/invitations/", invitation_views.portal_invitations, name="portal_invitations"),
    path(
        "operator/invitations/<uuid:invitation>/withdrawal/",
        invitation_views.portal_invitation_withdrawal,
        name="portal_invitation_withdrawal",
    ),
]
