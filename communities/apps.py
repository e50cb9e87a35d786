"""Communities of practice, strategic and customer communities."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Communities of practice, strategic and customer communities."""

    name = "communities"
    label = "communities"
