"""Who hears what: the verbs of events and the tasks that each of them sets off."""

from customers.webhooks.catalogue import VERBS
from tenancy.events.handlers import Handler, handlers

TELL = Handler("notices.tell")
"""One notice for everybody whom `app.audience` names."""

ASK = Handler("pulse.tell")
"""A notice for the members who have not answered."""

SPREAD = Handler("webhooks.spread", queue="default")
"""One message for the firm's own systems, where the sponsor may know of it."""


def register() -> None:
    """Fills the table that `record` reads."""
    told = (
        "thread.opened",
        "post.published",
        "answer.accepted",
        "seat.requested",
        "seat.offered",
        "seat.accepted",
        "seat.declined",
        "seat.ended",
        "hand_over.accepted",
        "meeting.invited",
        "meeting.moved",
        "meeting.cancelled",
        "meeting.restored",
        "action.opened",
        "action.passed_on",
        "recognition.given",
        "verification.changed",
        "role.given",
        "role.taken",
    )
    handlers.update(dict.fromkeys(told, (TELL,)))
    handlers.update(dict.fromkeys(("pulse.opened", "pulse.reminded"), (ASK,)))
    for verb in VERBS:
        handlers[verb] = (*handlers.get(verb, ()), SPREAD)
