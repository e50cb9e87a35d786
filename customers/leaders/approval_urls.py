"""Proposals for whoever approves, the audit for compliance, and the candidate's own sheet."""

from django.urls import path

from customers.leaders import audit_views, choosing_views, proposal_views, sheet_views

urlpatterns = [
    path("", proposal_views.leader_proposals, name="leader_proposals"),
    path("centres/", choosing_views.shortlist_approvals, name="shortlist_approvals"),
    path("centres/<uuid:approval>/", choosing_views.shortlist_decision, name="shortlist_decision"),
    path("<uuid:proposal>/", proposal_views.leader_decision, name="leader_decision"),
    path("audit/", audit_views.leader_audit, name="leader_audit"),
    path("audit/leader-audit.csv", audit_views.leader_audit_csv, name="leader_audit_csv"),
    path("own/<str:token>/", sheet_views.own_fit_sheet, name="own_fit_sheet"),
]
