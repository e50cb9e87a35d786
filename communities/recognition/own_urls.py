"""The address of one's own recognition."""

from django.urls import path

from communities.recognition.views import my_recognition

urlpatterns = [path("", my_recognition, name="my_recognition")]
