"""Who hears what: the verbs of events and the tasks that each of them sets off."""

from tenancy.events.handlers import handlers


def register() -> None:
    """Fills the table that `record` reads."""
    handlers.update({})
