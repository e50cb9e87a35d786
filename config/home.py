"""The cards of the two home pages, in order."""

from analytics.health.cards import led_pulse
from analytics.uplift.cards import programme
from communities.seats.overview import my_communities, what_waits
from customers.preparation.board import board_card
from portal.overview.cards import my_verification, operator_desk, protection
from tenancy.permissions.permission import Permission
from tenancy.slots.home import HomeCard, cards


def register() -> None:
    """Fills the home pages."""
    cards[:] = [
        HomeCard("workspace", "main", "analytics/home/programme.html", programme, Permission.READ_UPLIFT),
        HomeCard(
            "workspace",
            "main",
            "customers/preparation/card.html",
            board_card,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
        ),
        HomeCard("portal", "main", "portal/overview/verification.html", my_verification),
        HomeCard("portal", "main", "portal/overview/operator.html", operator_desk, Permission.VERIFY_MEMBERS),
        *(
            card
            for surface in ("workspace", "portal")
            for card in (
                HomeCard(
                    surface,
                    "main",
                    "communities/seats/what_waits.html",
                    what_waits,
                    Permission.HOLD_SEATS,
                ),
                HomeCard(
                    surface,
                    "main",
                    "communities/seats/my_communities.html",
                    my_communities,
                    Permission.HOLD_SEATS,
                ),
            )
        ),
        *(
            HomeCard(surface, "main", "analytics/home/led_pulse.html", led_pulse, Permission.HOLD_SEATS)
            for surface in ("workspace", "portal")
        ),
        HomeCard("portal", "aside", "portal/overview/protection.html", protection),
    ]
