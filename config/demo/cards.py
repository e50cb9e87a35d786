"""The cards on the sign-in page: who one can be, and what to try first."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.demo.reading import table
from config.running.accounts import PASSWORD

# In this order: what the person is, and the first thing to try.
CARDS: dict[str, tuple[Any, Any]] = {
    "rep": (
        _("Sales representative"),
        _("Open the community that you prepare for Ticino, and see what comes next."),
    ),
    "leader": (
        _("Leads a community of practice"),
        _("Two people ask to join Circle Builders: decide. Then answer the question from this morning."),
    ),
    "manager": (
        _("Management"),
        _("Do customer communities change sales? Open the uplift report and read what it does not claim."),
    ),
    "admin": (
        _("Administrator of the firm"),
        _("A file with late sales waits for its columns: try it out, then import it."),
    ),
    "physician": (
        _("Leads a customer community"),
        _("Read today's thread on waiting times; then look at “What the sponsor sees”."),
    ),
    "member": (
        _("Member of that community"),
        _("Sign the proposed privacy level or leave it; take over a community of your own."),
    ),
    "outsider": (
        _("Member of another community"),
        _("Accept an invitation, and try to find the circle on sepsis: you cannot."),
    ),
    "operator": (
        _("Runs the portal independently"),
        _("Three health professionals wait to be verified."),
    ),
    "rival": (
        _("Manager of another firm"),
        _("Look around: nothing of the first firm is here."),
    ),
}


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """Context of the sign-in page where the demo is loaded; nothing elsewhere."""
    if not (settings.DEMO and request.path == "/accounts/login/"):
        return {}
    people = {facts["sign_in"]: facts for facts in _named() if "sign_in" in facts}
    return {
        "demo_accounts": [
            {
                "email": f"{key}@demo.example",
                "name": people[f"{key}@demo.example"]["name"],
                "party": people[f"{key}@demo.example"].get("party", "staff"),
                "password": PASSWORD,
                "who": who,
                "first": first,
            }
            for key, (who, first) in CARDS.items()
        ]
    }


def _named() -> list[dict[str, Any]]:
    return [*table("people").values(), *table("rival")["people"].values()]
