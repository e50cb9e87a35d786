"""Addresses of meetings, below a community's own."""

from django.urls import path

from communities.meetings import agenda_views, record_views, views

MEETINGS = "<slug:community>/meetings/"
MEETING = f"{MEETINGS}<uuid:meeting>/"
ITEM = f"{MEETING}agenda/<uuid:item>/"

urlpatterns = [
    path(MEETINGS, views.meetings, name="meetings"),
    path(f"{MEETINGS}new/", views.new_meeting, name="new_meeting"),
    path(f"{MEETINGS}rhythm/", views.rhythm, name="rhythm"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{MEETING}edit/", views.edit_meeting, name="edit_meeting"),
    path(f"{MEETING}meeting.ics", views.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}cancellation/", record_views.meeting_cancellation, name="meeting_cancellation"),
    path(f"{MEETING}restoration/", record_views.meeting_restoration, name="meeting_restoration"),
    path(f"{MEETING}invitations/", record_views.meeting_invitations, name="meeting_invitations"),
    path(f"{MEETING}attendance/", record_views.meeting_attendance, name="meeting_attendance"),
    path(f"{MEETING}presence/", record_views.meeting_presence, name="meeting_presence"),
    path(f"{MEETING}minutes/", record_views.meeting_minutes, name="meeting_minutes"),
    path(f"{MEETING}agenda/", agenda_views.agenda, name="agenda"),
    path(f"{MEETING}agenda/slots/", agenda_views.open_slots, name="open_slots"),
    path(f"{ITEM}decision/", agenda_views.agenda_decision, name="agenda_decision"),
    path(f"{ITEM}position/", agenda_views.agenda_position, name="agenda_position"),
    path(f"{ITEM}withdrawal/", agenda_views.agenda_withdrawal, name="agenda_withdrawal"),
]
