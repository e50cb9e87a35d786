"""Members of a prospective community."""

from django.urls import path

from customers.leaders import member_views as views

urlpatterns = [
    path("", views.members_fit, name="members_fit"),
    path("members.csv", views.members_csv, name="members_csv"),
    path("profile/", views.member_profile, name="member_profile"),
    path("contacts/", views.member_contacts, name="member_contacts"),
    path("<uuid:member>/", views.member_candidate, name="member_candidate"),
]
