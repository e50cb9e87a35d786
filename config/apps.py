"""The top of the house as a Django app: it fills the slots that lower apps leave open."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, schedule and the supervisor."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Registers navigation, home cards, imports and who hears of events, notices."""
        from config import (
            account_sections,
            community_tabs,
            event_handlers,
            home,
            imports,
            navigation,
            notices,
            search,
        )

        navigation.register()
        account_sections.register()
        community_tabs.register()
        home.register()
        imports.register()
        event_handlers.register()
        notices.register()
        search.register()
