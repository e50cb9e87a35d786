"""The ground floor."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Tenants, users, persons, the wall, permissions, events and tasks."""

    name = "tenancy"
    label = "tenancy"
