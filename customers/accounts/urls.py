"""Accounts."""

from django.urls import path

from customers.accounts import views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("accounts.csv", views.accounts_csv, name="accounts_csv"),
    path("<uuid:account>/", views.account, name="account"),
    path("<uuid:account>/sales.csv", views.account_sales_csv, name="account_sales_csv"),
    path("<uuid:account>/assignments/", views.account_assignments, name="account_assignments"),
    path(
        "<uuid:account>/assignments/<uuid:assignment>/end/",
        views.account_assignment_end,
        name="account_assignment_end",
    ),
    path("<uuid:account>/cases/", views.account_cases, name="account_cases"),
]
