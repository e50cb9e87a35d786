"""What calendars read, outside of both surfaces."""

from django.urls import path

from communities.calendars.views import calendar_feed

urlpatterns = [path("<str:secret>.ics", calendar_feed, name="calendar_feed")]
