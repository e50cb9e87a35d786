"""Shortlists of centres."""

from django.urls import path

from customers.leaders import centre_views

urlpatterns = [
    path("", centre_views.shortlists, name="shortlists"),
    path("<uuid:shortlist>/", centre_views.shortlist, name="shortlist"),
    path("<uuid:shortlist>/centres.csv", centre_views.shortlist_csv, name="shortlist_csv"),
]
