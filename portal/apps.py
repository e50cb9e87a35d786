"""The members' plane: portals, verification, transparency."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The members' plane: portals, verification, transparency."""

    name = "portal"
    label = "portal"
