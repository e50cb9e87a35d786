"""Verbs of events in people's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

words: dict[str, Any] = {
    "role.given": _("Role given"),
    "role.taken": _("Role taken"),
    "invitation.made": _("Invitation sent"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "client.registered": _("Client of the interface made"),
    "client.revoked": _("Client of the interface shut out"),
    "account.assigned": _("Account put into care"),
    "account.released": _("Care of an account ended"),
    "case.recorded": _("Programme of an account recorded"),
    "health.default_chosen": _("Period of health checks chosen for all communities"),
    "import.run": _("File imported"),
    "leader_audit.read": _("Audit of chosen leaders read"),
}


def said_of(verb: str) -> str:
    """The words for a verb; the verb itself, with spaces, where nobody has worded it."""
    return str(words.get(verb, verb.replace(".", " ").replace("_", " ").capitalize()))
