"""Subscribing to a report, and ending it: on the page, or by the link in a mail."""

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenancy.slots.rules import words
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

words.update({"subscription_malformed": _("Choose one of the reports, every month or every quarter.")})


def subscribe(report: str, *, months: int) -> UUID:
    """The acting person gets the report from the next month or quarter on; again only changes the rhythm."""
    return UUID(str(call("subscribe_report", report, months)))


def unsubscribe(report: str) -> bool:
    """Ends it; False where there is none."""
    return bool(call("unsubscribe_report", report))


def subscription_behind(key: UUID) -> dict[str, Any] | None:
    """What the page behind a mail's link shows: report, whether it runs, language; None for an unknown key."""
    with acting_for_everyone("open the link of a subscription"):
        return cast("dict[str, Any] | None", call("subscription_behind", key))


def switch_by_key(key: UUID, *, running: bool) -> bool:
    """Ends the subscription of the link, or takes that back; False for an unknown key."""
    with acting_for_everyone("end a subscription by its link"):
        return bool(call("switch_subscription", key, running))
