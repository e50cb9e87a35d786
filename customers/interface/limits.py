"""How often a client and a tenant may call in a minute.

Each process counts by itself and tells the database its count every hundredth part of the limit; the database
answers what all processes have counted. So most calls cost nothing, a small limit is exact, and a large one is
exceeded by a few percent at most. The web process talks to no broker, and a crash only forgets one minute.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.conf import settings
from rest_framework import exceptions

from customers.clients.signing_in import ClientToken

SECONDS = 60
MOST_CLIENTS = 10_000
Count = Callable[[int, int], tuple[int, int]]
"""Tells the database (minute, further calls) and returns the counts of the client and its tenant."""


class TooManyCalls(exceptions.APIException):
    """The client or its tenant has used up its minute."""

    status_code = 429
    default_code = "too_many_calls"

    def __init__(self, *, wait: int, who: str) -> None:
        super().__init__(f"The {who} has used up its calls of this minute. Try again in {wait} seconds.")
        self.wait = float(wait)


@dataclass(slots=True)
class Tally:
    """What this process knows of one client's minute."""

    minute: int
    untold: int = 0
    client: int = 0
    tenant: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of the minute."""

    limits: tuple[int, int]
    left: tuple[int, int]
    resets_in: int

    @property
    def headers(self) -> dict[str, str]:
        """`RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers-10)."""
        names = ("client", "tenant")
        policies = (f'"{name}";q={limit};w={SECONDS}' for name, limit in zip(names, self.limits, strict=True))
        states = (
            f'"{name}";r={max(0, left)};t={self.resets_in}'
            for name, left in zip(names, self.left, strict=True)
        )
        return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(states)}

    def check(self) -> None:
        """Raises TooManyCalls (429) where nothing was left for this call."""
        for name, left in zip(("client", "tenant"), self.left, strict=True):
            if left < 0:
                raise TooManyCalls(wait=self.resets_in, who=name)


_tallies: dict[UUID, Tally] = {}
_lock = Lock()


def limits_of(token: ClientToken) -> tuple[int, int]:
    """Calls per minute of the client and of its tenant."""
    return token.calls_per_minute or settings.API_CALLS_PER_MINUTE, settings.API_CALLS_PER_MINUTE_OF_TENANT


def one_more(token: ClientToken, *, count: Count, now: float | None = None) -> Standing:
    """Counts this call and says what is left after it (negative: it was one too many)."""
    seconds = time.time() if now is None else now
    minute, limits = int(seconds // SECONDS), limits_of(token)
    tally, more = _noted(token.client, minute, step=max(1, min(limits) // 100))
    if more:
        by_client, by_tenant = count(minute, more)
        with _lock:
            tally.client, tally.tenant = max(tally.client, by_client), max(tally.tenant, by_tenant)
    left = (limits[0] - tally.client - tally.untold, limits[1] - tally.tenant - tally.untold)
    return Standing(limits, left, SECONDS - int(seconds % SECONDS))


def _noted(client: UUID, minute: int, *, step: int) -> tuple[Tally, int]:
    """The tally with one call more, and how many are to be told now."""
    with _lock:
        tally = _tallies.get(client)
        if tally is None or tally.minute != minute:
            if len(_tallies) >= MOST_CLIENTS:
                _tallies.clear()
            tally = _tallies[client] = Tally(minute)
        tally.untold += 1
        more = tally.untold if tally.untold >= step else 0
        tally.untold -= more
        return tally, more
