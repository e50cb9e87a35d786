"""Notes of visits and interviews."""

from django.urls import path

from customers.notes import keeping_views, views

urlpatterns = [
    path("", views.notes, name="notes"),
    path("notes.csv", views.notes_csv, name="notes_csv"),
    path("new/", views.note_new, name="note_new"),
    path("draft/", views.note_draft, name="note_draft"),
    path("interests/", keeping_views.interests, name="interests"),
    path("interests/suggested/", keeping_views.suggested_interests, name="suggested_interests"),
    path(
        "interests/<uuid:interest>/retirement/",
        keeping_views.interest_retirement,
        name="interest_retirement",
    ),
    path("retention/", keeping_views.note_retention, name="note_retention"),
    path("contacts/<uuid:contact>/", keeping_views.contact_notes, name="contact_notes"),
    path("contacts/<uuid:contact>/notes.json", keeping_views.contact_notes_file, name="contact_notes_file"),
    path(
        "contacts/<uuid:contact>/erasure/", keeping_views.contact_notes_erasure, name="contact_notes_erasure"
    ),
    path("steps/<uuid:step>/", views.next_step, name="next_step"),
    path("<uuid:note>/", views.note, name="note"),
    path("<uuid:note>/edit/", views.note_edit, name="note_edit"),
    path("<uuid:note>/removal/", views.note_removal, name="note_removal"),
]
