"""Two worlds that differ only in what customers wrote and did look the same to every sponsor's eye."""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

import pytest
from django.core import mail
from django.db import connections
from django.test import Client

from analytics.subscriptions.making import Tables, tables_of
from analytics.subscriptions.report_subscription import ReportSubscription
from analytics.subscriptions.subscribing import subscribe
from communities.calendars.addressing import entries_behind, make_address
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.cast import CANARY, Cast
from tests.oracles.living import NOW, live
from tests.oracles.routes import MISSING, routes, routes_to

STAFF = ("rep", "colleague", "leader", "manager", "office", "admin", "rival")
SUBSCRIBERS = ("manager", "office", "rep", "leader", "admin")
# What differs between any two answers: tokens, nonces and identifiers of the request.
VOLATILE = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": "|nonce="|csrf=)[^"]*"|nonce-[\w+/=-]+|[0-9a-f]{32}'
)
PASSING = ("Content-Security-Policy", "Content-Length", "Set-Cookie", "X-Request-Id", "Expires")
# Finds every secret, and does not stand in the page as one.
BEGINNING = CANARY[:-2]
# Pages that would tell of a room if its table had a hole.
HOLES = [
    ("analytics_healthrun", "manager", "/w/ardenne/insight/health/"),
    ("communities_meeting", "rep", f"/w/ardenne/search/?q={BEGINNING}"),
    ("communities_solution", "rep", f"/w/ardenne/search/?q={BEGINNING}"),
]

ClientOf = Callable[[str], Client]


class Seen(NamedTuple):
    """An answer, as far as it must be the same again; of the body a digest, and whether a secret stands in it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    carries: bool


@pytest.mark.usefixtures("crawling")
def test_what_customers_write_and_do_changes_no_byte_for_staff(
    cast: Cast, client_of: ClientOf, committed: None
) -> None:
    """A11.07, A11.18: every page, export and header, as every staff role, before and after; no secret in any.

    Customers talk, meet, promise, take on roles, thank, set goals, answer a pulse survey, find solutions and act on
    what a check found. A row of theirs answers like one that does not exist.
    """
    before = _seen_by_staff(cast, client_of)
    mails = len(mail.outbox)
    made = live(cast)
    after = _seen_by_staff(cast, client_of)
    assert len(before) > 100
    carriers = [key for key, seen in after.items() if seen.carries]
    assert not carriers, carriers
    different = [key for key in before if before[key] != after[key]]
    assert not different, different
    assert len(mail.outbox) == mails
    told_apart = list(_told_apart(cast, client_of, made=made, missing=after))
    assert not told_apart, told_apart


def test_what_customers_write_and_do_changes_no_report_and_no_calendar_of_staff(
    cast: Cast, committed: None
) -> None:
    """A11.07: what a subscriber is sent, and what the address holds that a calendar reads."""
    with acting_for(cast.ardenne, cast.rep):
        secret = make_address(Person.objects.get(id=cast.rep), at=NOW)
    before = [_made_for(cast, who) for who in SUBSCRIBERS], entries_behind(secret)
    live(cast)
    after = [_made_for(cast, who) for who in SUBSCRIBERS], entries_behind(secret)
    assert before == after
    assert CANARY not in str(after)
    with acting_for(cast.ardenne, cast.physician):
        own = make_address(Person.objects.get(id=cast.physician), at=NOW)
    assert CANARY not in str(entries_behind(own))


def _made_for(cast: Cast, who: str) -> list[Tables]:
    """The tables of both reports that are made of what communities are and do."""
    person = getattr(cast, who)
    with acting_for(cast.ardenne, person):
        subscribe("programme", months=1)
        subscribe("health", months=3)
        wanted = (
            ReportSubscription.objects.filter(person_id=person).select_related("person").order_by("report")
        )
        return [tables_of(one) for one in wanted]


@pytest.mark.usefixtures("crawling")
@pytest.mark.parametrize(("table", "who", "path"), HOLES)
def test_a_hole_in_the_wall_changes_a_page(
    cast: Cast, client_of: ClientOf, committed: None, table: str, who: str, path: str
) -> None:
    """The oracle itself: where the database shows the rows of a room to everybody, this page is not the same."""
    with connections["owner"].cursor() as owner:
        owner.execute(f"create policy hole on {table} for select to app_rt using (true)")
    before = _get(client_of(who), path)
    live(cast)
    assert _get(client_of(who), path) != before


def _without_own(body: bytes) -> bytes:
    """The page without what its reader may read: her community of practice, or the rival's own."""
    return re.sub(CANARY.encode() + rb"-(body-)?cop", b"", re.sub(rb"</?mark>", b"", body))


def _seen_by_staff(cast: Cast, client_of: ClientOf) -> dict[str, Seen]:
    return {
        f"{who} {path}": _get(client_of(who), path)
        for who in STAFF
        for path in [*(route.path for route in routes(cast)), f"{cast.surface_of(who)}search/?q={BEGINNING}"]
    }


def _told_apart(
    cast: Cast, client_of: ClientOf, *, made: Mapping[str, UUID], missing: Mapping[str, Seen]
) -> Iterator[str]:
    """Addresses at which a row of the circle answers otherwise than one that does not exist."""
    for who in STAFF:
        for real, absent in routes_to(cast, made):
            if _get(client_of(who), real.path, rows=made) != missing[f"{who} {absent.path}"]:
                yield f"{who} {real.path}"


def _get(client: Client, path: str, *, rows: Mapping[str, UUID] = MappingProxyType({})) -> Seen:
    """What is answered; the ids of `rows` count as that of a missing one."""
    response = client.get(path)
    # What differs between any two requests: the nonce, the length it brings, ids, and the clock's second.
    headers = tuple(sorted(pair for pair in response.headers.items() if pair[0] not in PASSING))
    # Django's types know responses that stream and those that do not, not the attribute that tells which.
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    body = VOLATILE.sub(b"", body)
    for row in rows.values():
        body = body.replace(str(row).encode(), str(MISSING).encode())
    return Seen(
        response.status_code, headers, sha256(body).hexdigest(), CANARY.encode() in _without_own(body)
    )
