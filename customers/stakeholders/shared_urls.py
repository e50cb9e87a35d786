"""The leader's page."""

from django.urls import path

from customers.stakeholders import shared_views

urlpatterns = [
    path("<slug:community>/interests/", shared_views.shared_interests, name="shared_interests"),
]
