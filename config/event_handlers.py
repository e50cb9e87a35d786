"""Who hears what: the verbs of events and the tasks that each of them sets off."""

from tenancy.events.handlers import Handler, handlers

TELL = Handler("notices.tell")
"""One notice for everybody whom `app.audience` names."""


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
        "verification.changed",
        "role.given",
        "role.taken",
    )
    handlers.update(dict.fromkeys(told, (TELL,)))
