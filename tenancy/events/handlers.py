"""Who hears of which event; filled from `config/event_handlers.py`."""

from dataclasses import dataclass

from tenancy.tasks.queued_task import Queue


@dataclass(frozen=True, slots=True)
class Handler:
    """A task that is run once for every event of a verb, with `event=<id>`, in the name of who acted."""

    task: str
    queue: str = Queue.REALTIME


handlers: dict[str, tuple[Handler, ...]] = {}


def handlers_of(verb: str) -> tuple[Handler, ...]:
    """The handlers of a verb; none where nobody listens."""
    return handlers.get(verb, ())
