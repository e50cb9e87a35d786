"""Settings of the workspace: people, roles, the log."""

from django.urls import path

from tenancy.audit import views as audit
from tenancy.people.administration import views

urlpatterns = [
    path("people/", views.people, name="staff"),
    path("people/invitations/", views.staff_invitations, name="staff_invitations"),
    path(
        "people/invitations/<uuid:invitation>/withdrawal/",
        views.staff_invitation_withdrawal,
        name="staff_invitation_withdrawal",
    ),
    path("people/<uuid:person>/", views.staff_person, name="staff_person"),
    path("log/", audit.log, name="sponsor_log"),
    path("log.csv", audit.log_csv, name="sponsor_log_csv"),
]
