"""The privacy levels with their plain consequences."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.community.kinds import PrivacyLevel

LEVELS: tuple[dict[str, Any], ...] = (
    {
        "value": PrivacyLevel.CLOSED,
        "label": _("Closed"),
        "icon": "lock",
        "sentence": _("The sponsor knows that this community exists and at which stage it is. Nothing else."),
        "consequences": (
            _("No monthly figures"),
            _("No summaries"),
            _("Uplift still counts the opening date, never activity"),
        ),
    },
    {
        "value": PrivacyLevel.AGGREGATES,
        "label": _("Monthly figures"),
        "icon": "chart-line",
        "sentence": _("Rounded counts once a month, only if at least 10 members stand behind each."),
        "consequences": (
            _("“About 30 members”, “healthy”"),
            _("You see them 7 days before the sponsor and can switch each one off"),
            _("Nobody can be singled out"),
        ),
    },
    {
        "value": PrivacyLevel.SUMMARY,
        "label": _("Summaries"),
        "icon": "file-text",
        "sentence": _("As before, plus texts that you write and publish to the sponsor on purpose."),
        "consequences": (
            _("A summary needs the leader and one co-signer"),
            _("It can be withdrawn; what was read stays read"),
        ),
    },
    {
        "value": PrivacyLevel.PORTAL,
        "label": _("Portal"),
        "icon": "library",
        "sentence": _(
            "As before, plus threads that you choose become readable for all verified members of the portal."
        ),
        "consequences": (
            _("Every author of the thread must agree"),
            _("Still not readable for the sponsor"),
        ),
    },
)


def levels_for(today: str, *, chosen: str) -> list[dict[str, Any]]:
    """The levels as the page draws them, with today's and the chosen one marked."""
    return [
        {**level, "today": level["value"] == today, "checked": level["value"] == chosen} for level in LEVELS
    ]
