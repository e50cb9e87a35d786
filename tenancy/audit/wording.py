"""Verbs of events in people's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

words: dict[str, Any] = {
    "role.given": _("Role given"),
    "role.taken": _("Role taken"),
    "invitation.made": _("Invitation sent"),
    "invitation.withdrawn": _("Invitation withdrawn"),
}


def said_of(verb: str) -> str:
    """The words for a verb; the verb itself, with spaces, where nobody has worded it."""
    return str(words.get(verb, verb.replace(".", " ").replace("_", " ").capitalize()))
