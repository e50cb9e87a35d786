"""Customer Deep Dives."""

from django.urls import path

from customers.deep_dives import guest_views, views, work_views

urlpatterns = [
    path("", views.deep_dives, name="deep_dives"),
    path("deep-dives.csv", views.deep_dives_csv, name="deep_dives_csv"),
    path("new/", views.deep_dive_new, name="deep_dive_new"),
    path("<uuid:dive>/", views.deep_dive, name="deep_dive"),
    path("<uuid:dive>/edit/", views.deep_dive_edit, name="deep_dive_edit"),
    path("<uuid:dive>/report/", views.deep_dive_report, name="deep_dive_report"),
    path("<uuid:dive>/summary/", views.deep_dive_summary, name="deep_dive_summary"),
    path("<uuid:dive>/state/", views.deep_dive_state, name="deep_dive_state"),
    path("<uuid:dive>/guests/", guest_views.deep_dive_guests, name="deep_dive_guests"),
    path("<uuid:dive>/guests/unlisted/", guest_views.deep_dive_guest, name="deep_dive_guest"),
    path("<uuid:dive>/guests/colleagues/", guest_views.deep_dive_colleague, name="deep_dive_colleague"),
    path(
        "<uuid:dive>/guests/contacts/<uuid:contact>/",
        guest_views.deep_dive_contact,
        name="deep_dive_contact",
    ),
    path(
        "<uuid:dive>/guests/<uuid:participant>/attendance/",
        guest_views.deep_dive_attendance,
        name="deep_dive_attendance",
    ),
    path(
        "<uuid:dive>/guests/<uuid:participant>/consent/",
        guest_views.deep_dive_consent,
        name="deep_dive_consent",
    ),
    path("<uuid:dive>/needs/", work_views.deep_dive_capture, name="deep_dive_capture"),
    path("<uuid:dive>/map/", work_views.deep_dive_map, name="deep_dive_map"),
    path("<uuid:dive>/map/stakeholders/", work_views.deep_dive_stakeholders, name="deep_dive_stakeholders"),
    path(
        "<uuid:dive>/map/stakeholders/<uuid:stakeholder>/end/",
        work_views.deep_dive_stakeholder_end,
        name="deep_dive_stakeholder_end",
    ),
    path("<uuid:dive>/documents/", work_views.deep_dive_documents, name="deep_dive_documents"),
    path("<uuid:dive>/documents/<uuid:document>/", work_views.deep_dive_document, name="deep_dive_document"),
    path(
        "<uuid:dive>/documents/<uuid:document>/end/",
        work_views.deep_dive_document_end,
        name="deep_dive_document_end",
    ),
]
