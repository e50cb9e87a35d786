"""The page of one's own calendar address, the same in both surfaces."""

from django.urls import path

from communities.calendars import views

urlpatterns = [
    path("", views.calendar_address, name="calendar_address"),
    path("end/", views.calendar_address_end, name="calendar_address_end"),
]
