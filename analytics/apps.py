"""Health checks, uplift, releases and dashboards."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Health checks, uplift, releases and dashboards."""

    name = "analytics"
    label = "analytics"
