"""Notes on other pages: the account's section, the home card of who owes somebody a next step."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from customers.notes.reading import notes_of, steps_due
from tenancy.wall.middleware import ActedRequest

SOON = timedelta(days=7)


def account_section(request: ActedRequest, account: Any) -> dict[str, Any]:
    """The latest notes about an account."""
    assert request.actor.person is not None
    return {"account": account, "notes": notes_of(account, reader=request.actor.person)}


def steps_card(request: ActedRequest) -> dict[str, Any] | None:
    """The reader's own next steps of the coming week, overdue ones first; nothing without any."""
    assert request.actor.person is not None
    today = timezone.localdate()
    steps = steps_due(request.actor.person, until=today + SOON)
    return {"steps": steps, "today": today} if steps else None
