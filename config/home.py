"""The cards of the two home pages, in order."""

from typing import Any

from analytics.health.cards import led_pulse
from analytics.uplift.cards import programme
from communities.actions.cards import my_actions, my_meetings
from communities.recognition.page import thanks_card
from communities.seats.overview import my_communities, what_waits
from customers.needs.cards import gaps_card
from customers.notes.cards import steps_card
from customers.preparation.board import board_card
from portal.overview.cards import my_verification, operator_desk, protection
from tenancy.permissions.permission import Permission
from tenancy.slots.home import HomeCard, cards
from tenancy.wall.middleware import ActedRequest

MINE = "communities/seats/my_communities.html"


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
        HomeCard("workspace", "main", "customers/needs/gaps_card.html", gaps_card, Permission.USE_WORKSPACE),
        HomeCard(
            "workspace", "aside", "customers/notes/steps_card.html", steps_card, Permission.READ_CUSTOMERS
        ),
        HomeCard("portal", "main", "portal/overview/verification.html", my_verification),
        HomeCard("portal", "main", "portal/overview/operator.html", operator_desk, Permission.VERIFY_MEMBERS),
        HomeCard("workspace", "main", MINE, _mine_alone, Permission.HOLD_SEATS),
        HomeCard("portal", "main", MINE, my_communities, Permission.HOLD_SEATS),
        *_beside("workspace"),
        HomeCard("workspace", "aside", MINE, _mine_beside_a_board, Permission.HOLD_SEATS),
        *_beside("portal"),
        HomeCard("portal", "aside", "portal/overview/protection.html", protection),
    ]


def _beside(surface: str) -> list[HomeCard]:
    """What waits for whoever may hold seats, and the pulse of what she leads."""
    return [
        HomeCard(surface, "aside", template, load, Permission.HOLD_SEATS)
        for template, load in (
            ("communities/seats/what_waits.html", what_waits),
            ("communities/meetings/my_meetings.html", my_meetings),
            ("communities/actions/my_actions.html", my_actions),
            ("analytics/home/led_pulse.html", led_pulse),
            ("communities/recognition/card.html", thanks_card),
        )
    ]


def _mine_alone(request: ActedRequest) -> dict[str, Any] | None:
    return None if request.actor.may(Permission.PREPARE_CUSTOMER_COMMUNITY) else my_communities(request)


def _mine_beside_a_board(request: ActedRequest) -> dict[str, Any] | None:
    return my_communities(request) if request.actor.may(Permission.PREPARE_CUSTOMER_COMMUNITY) else None
