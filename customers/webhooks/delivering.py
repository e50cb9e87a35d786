"""Sending what waits for one endpoint, oldest first, one at a time, until a short budget is used up.

When to try again is decided here; that only one task sends to an endpoint, and that what waits is not forgotten,
is kept by the database. No transaction is open while the network is used.
"""

import random
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from customers.webhooks.posting import Answer, post
from customers.webhooks.sealing import Unopenable, unseal
from customers.webhooks.signing import headers_of
from tenancy.notices.storing import mail_person
from tenancy.people.person import Person
from tenancy.tasks.work import Work
from tenancy.wall.functions import call

BUDGET_SECONDS = 20.0
THREE_DAYS = 3 * 24 * 3600
PAUSES = (5, 30, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 12 * 3600)
"""Seconds before the second attempt, the third, and so on; the last one again and again for three days."""
JITTER = 0.2
PATIENT_FAILURES = 5
RESTS = (60, 120, 300, 600, 900)
"""Seconds that an endpoint rests after so many failures in a row; then one message is tried."""
AGENT = "Collegium-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this task may try now."""

    delivery: UUID
    message: str
    payload: str
    url: str
    secret: str
    earlier: str
    attempt: int
    tried_seconds: int
    failures: int


def send_waiting(endpoint: UUID, *, work: Work) -> int:
    """Tries what is due at the endpoint; returns how many attempts were made. What is left wakes another task."""
    began, attempts = time.monotonic(), 0
    try:
        while time.monotonic() - began < BUDGET_SECONDS:
            with work.acting():
                found = call("claim_delivery", endpoint)
            if found is None:
                break
            attempts += 1
            claimed = Claimed(**found)
            _settle(claimed, attempt(claimed), endpoint=endpoint, work=work)
    finally:
        with work.acting():
            call("leave_endpoint", endpoint)
    return attempts


def attempt(claimed: Claimed) -> Answer:
    """Signs the message and sends it once."""
    try:
        secrets = [unseal(sealed) for sealed in (claimed.secret, claimed.earlier) if sealed]
    except Unopenable:
        return Answer("unreadable_secret")
    body = claimed.payload.encode()
    signed = headers_of(message=claimed.message, timestamp=int(time.time()), body=body, secrets=secrets)
    return post(
        claimed.url, body=body, headers={"Content-Type": "application/json", "User-Agent": AGENT, **signed}
    )


def again_after(attempts: int, tried_seconds: int) -> int | None:
    """Seconds until the next attempt of a message, with jitter; None when it was tried for three days."""
    if tried_seconds >= THREE_DAYS:
        return None
    pause = PAUSES[min(attempts, len(PAUSES)) - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    return max(1, min(round(pause), THREE_DAYS - tried_seconds))


def rest_after(failures: int) -> int | None:
    """Seconds that the endpoint rests after so many failures in a row; None while it is given the benefit."""
    beyond = failures - PATIENT_FAILURES
    return None if beyond < 0 else RESTS[min(beyond, len(RESTS) - 1)]


def _settle(claimed: Claimed, answer: Answer, *, endpoint: UUID, work: Work) -> None:
    with work.acting():
        told = call(
            "settle_delivery",
            claimed.delivery,
            answer.status,
            answer.text,
            answer.problem,
            answer.took_ms,
            again_after(claimed.attempt, claimed.tried_seconds),
            rest_after(claimed.failures + 1),
            THREE_DAYS,
        )
        for administrator in told or []:
            _mail(administrator, claimed=claimed, endpoint=endpoint)


def _mail(administrator: dict[str, Any], *, claimed: Claimed, endpoint: UUID) -> None:
    with translation.override(administrator["language"]):
        text = _(
            "Nothing is sent any more to\n\n{url}\n\nbecause it has not accepted a message for three days, or said "
            "that it is gone. Messages that were not delivered are kept for 30 days. When the system answers "
            "again, open Settings, Webhooks, switch the endpoint on and send them again."
        ).format(url=claimed.url)
        mail_person(
            Person(id=UUID(administrator["id"])),
            subject=_("A webhook was switched off"),
            text=text,
            key=f"webhook-off:{endpoint}:{administrator['id']}:{timezone.now():%Y%m%d%H}",
        )
