"""Prospective communities."""

from django.urls import include, path

from customers.preparation import prospect_views as views

urlpatterns = [
    path("", views.prospects, name="prospects"),
    path("prospects.csv", views.prospects_csv, name="prospects_csv"),
    path("new/", views.prospect_new, name="prospect_new"),
    path("<uuid:prospect>/", views.prospect, name="prospect"),
    path("<uuid:prospect>/draft/", views.prospect_draft, name="prospect_draft"),
    path("<uuid:prospect>/end/", views.prospect_end, name="prospect_end"),
    path("<uuid:prospect>/selector/", views.prospect_selector, name="prospect_selector"),
    path("<uuid:prospect>/leaders/", include("customers.leaders.urls")),
    path("<uuid:prospect>/centres/", include("customers.leaders.centre_urls")),
    path("<uuid:prospect>/members/", include("customers.leaders.member_urls")),
    path("<uuid:prospect>/", include("customers.stakeholders.urls")),
]
