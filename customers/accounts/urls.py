"""Accounts."""

from django.urls import path

from customers.accounts import care_views, merge_views, views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("accounts.csv", views.accounts_csv, name="accounts_csv"),
    path("merges/", merge_views.merges, name="account_merges"),
    path("<uuid:account>/", views.account, name="account"),
    path("<uuid:account>/sales.csv", views.account_sales_csv, name="account_sales_csv"),
    path("<uuid:account>/assignments/", care_views.account_assignments, name="account_assignments"),
    path(
        "<uuid:account>/assignments/<uuid:assignment>/end/",
        care_views.account_assignment_end,
        name="account_assignment_end",
    ),
    path("<uuid:account>/cases/", care_views.account_cases, name="account_cases"),
    path("<uuid:account>/and/<uuid:other>/", merge_views.account_comparison, name="account_comparison"),
    path("<uuid:account>/and/<uuid:other>/apart/", merge_views.accounts_apart, name="accounts_apart"),
    path(
        "<uuid:account>/merges/<uuid:merge>/undo/",
        merge_views.account_merge_undo,
        name="account_merge_undo",
    ),
]
