"""Two worlds that differ only in what customers wrote and did look the same to every sponsor's eye."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from django.core import mail
from django.test import Client

from communities.community.community import Community
from communities.discussions.posting import open_thread, reply
from communities.discussions.thread import Thread
from tenancy.people.person import Person
from tenancy.wall.scope import Scope
from tests.cast import CANARY, Cast
from tests.oracles.routes import routes

STAFF = ("rep", "colleague", "leader", "manager", "office", "admin", "rival")
# What differs between any two answers: tokens, nonces and identifiers of the request.
VOLATILE = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": "|nonce="|csrf=)[^"]*"|nonce-[\w+/=-]+|[0-9a-f]{32}'
)
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)

Acting = Callable[[str], AbstractContextManager[Scope]]


def test_what_customers_write_and_do_changes_no_byte_for_staff(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client], committed: None
) -> None:
    """A11.07, A11.18: every page, export and header, as every staff role, before and after; no secret in any."""
    before = dict(_seen_by_staff(cast, client_of))
    mails = len(mail.outbox)
    _customers_live(cast, acting)
    after = dict(_seen_by_staff(cast, client_of))
    assert len(before) > 100
    carriers = [key for key, (_, _, body) in after.items() if CANARY.encode() in _without_own(key, body)]
    assert not carriers, carriers
    different = [key for key in before if before[key] != after[key]]
    assert not different, different
    assert len(mail.outbox) == mails


def _without_own(key: str, body: bytes) -> bytes:
    """The page without what its reader may read: her community of practice, or the rival's own."""
    return re.sub(CANARY.encode() + rb"-(body-)?cop", b"", body)


def _seen_by_staff(
    cast: Cast, client_of: Callable[[str], Client]
) -> Iterator[tuple[str, tuple[int, list[tuple[str, str]], bytes]]]:
    for who in STAFF:
        client = client_of(who)
        for route in routes(cast):
            response = client.get(route.path)
            # What differs between any two requests: the nonce, the length it brings, ids, and the clock's second.
            headers = sorted(
                (name, value)
                for name, value in response.headers.items()
                if name
                not in ("Content-Security-Policy", "Content-Length", "Set-Cookie", "X-Request-Id", "Expires")
            )
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
            yield f"{who} {route.path}", (response.status_code, headers, VOLATILE.sub(b"", body))


def _customers_live(cast: Cast, acting: Acting) -> None:
    with acting("physician"):
        circle = Community.objects.get(id=cast.circle)
        hanna = Person.objects.get(id=cast.physician)
        thread = open_thread(
            circle, title="Only among us", body="@luca-bernasconi what do you think?", by=hanna, at=NOW
        )
        reply(Thread.objects.get(id=cast.circle_thread), body="A **second** thought", by=hanna, at=NOW)
    with acting("member"):
        reply(Thread.objects.get(id=thread.id), body="I agree", by=Person.objects.get(id=cast.member), at=NOW)
    with acting("outsider"):
        other = Community.objects.get(id=cast.other_circle)
        open_thread(
            other, title="Elsewhere", body="Not for them", by=Person.objects.get(id=cast.outsider), at=NOW
        )
