"""Rules of the database in people's words; each subject adds its own beside what may break them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

words: dict[str, Any] = {
    "not_allowed": _("You may not do this here."),
    "not_found": _("This does not exist, or it is not visible to you."),
}


def said(rule: str) -> str:
    """The sentence for a broken rule; a plain one where nobody has worded it."""
    return str(words.get(rule, _("This is not possible as things stand now.")))
