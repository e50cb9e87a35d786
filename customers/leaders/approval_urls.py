"""Proposals for whoever approves, the audit for compliance, and the candidate's own sheet."""

from django.urls import path

from customers.leaders import audit_views, proposal_views, sheet_views

urlpatterns = [
    path("", proposal_views.leader_proposals, name="leader_proposals"),
    path("<uuid:proposal>/", proposal_views.leader_decision, name="leader_decision"),
    path("audit/", audit_views.leader_audit, name="leader_audit"),
    path("audit/leader-audit.csv", audit_views.leader_audit_csv, name="leader_audit_csv"),
    path("own/<str:token>/", sheet_views.own_fit_sheet, name="own_fit_sheet"),
]
