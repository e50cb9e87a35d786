"""The sponsor's plane: accounts, contacts, sales, preparation."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """The sponsor's plane: accounts, contacts, sales, preparation."""

    name = "customers"
    label = "customers"
