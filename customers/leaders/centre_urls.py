"""Shortlists of centres."""

from django.urls import path

from customers.leaders import centre_views, choosing_views

urlpatterns = [
    path("", centre_views.shortlists, name="shortlists"),
    path("<uuid:shortlist>/", centre_views.shortlist, name="shortlist"),
    path("<uuid:shortlist>/approval/", choosing_views.shortlist_approval, name="shortlist_approval"),
    path("<uuid:shortlist>/withdrawal/", choosing_views.shortlist_withdrawal, name="shortlist_withdrawal"),
    path("<uuid:shortlist>/of/<uuid:account>/", choosing_views.centre_preparation, name="centre_preparation"),
    path("<uuid:shortlist>/centres.csv", centre_views.shortlist_csv, name="shortlist_csv"),
]
