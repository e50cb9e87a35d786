"""Addresses of the directory and of communities."""

from django.urls import path

from communities.community import views

urlpatterns = [
    path("", views.communities, name="communities"),
    path("new/", views.new_community, name="new_community"),
    path("preparation/new/", views.prepare_community, name="prepare_community"),
    path("<slug:community>/", views.community, name="community"),
]
