"""Tasks: telling the firm's systems of an event, sending to one endpoint, tidying."""

from uuid import UUID

from customers.webhooks.delivering import send_waiting
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work
from tenancy.wall.functions import call

KEPT_DAYS = 30


@task("webhooks.spread")
def spread(work: Work, *, event: str) -> None:
    """Writes the message of an event and one delivery for each endpoint that wants it; never a second one."""
    with work.acting():
        call("spread_event", UUID(event))


@task("webhooks.deliver")
def deliver(work: Work, *, endpoint: str) -> None:
    """Sends what waits for the endpoint."""
    send_waiting(UUID(endpoint), work=work)


@task("webhooks.tidy")
def tidy(work: Work, *, period: str) -> None:
    """Forgets what ended a month ago, and wakes endpoints that something waits for."""
    with work.acting():
        call("tidy_webhooks", KEPT_DAYS)
