"""Addresses of the ledger."""

from django.urls import path

from communities.ledger import views

urlpatterns = [
    path("<slug:community>/ledger/", views.ledger, name="ledger"),
    path("<slug:community>/ledger.csv", views.ledger_csv, name="ledger_csv"),
]
