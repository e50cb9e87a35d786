"""Feed and thread cost a fixed number of queries, however long they are (design 09)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.discussions.posting import open_thread, reply
from communities.discussions.reacting import react
from communities.discussions.thread import Thread
from tenancy.people.person import Person
from tests.cast import THEN, Cast

# Resolving the request, then what the page itself asks; transaction control does not count.
FRAME = 1
FEED = FRAME + 4
THREAD = FRAME + 4
REPLY = 9


def asked(browser: Client, address: str, **form: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post(address, form) if form else browser.get(address)
    assert answer.status_code in (200, 302)
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    return len([query for query in queries if not str(query["sql"]).startswith(control)])


@pytest.mark.parametrize("rows", [1, 60])
def test_the_feed_asks_five_queries(
    cast: Cast, acting: Callable[[str], Any], client_of: Callable[[str], Client], rows: int
) -> None:
    with acting("member"):
        community, writer = Community.objects.get(id=cast.circle), Person.objects.get(id=cast.member)
        for n in range(rows):
            open_thread(community, title=f"T{n}", body="x", by=writer, at=THEN + timedelta(minutes=n))
    assert asked(client_of("member"), f"{cast.surface_of('member')}communities/circle/") == FEED


@pytest.mark.parametrize("rows", [1, 30])
def test_the_thread_asks_five_queries(
    cast: Cast, acting: Callable[[str], Any], client_of: Callable[[str], Client], rows: int
) -> None:
    with acting("member"):
        thread, writer = Thread.objects.get(id=cast.circle_thread), Person.objects.get(id=cast.member)
        for n in range(rows):
            post = reply(thread, body=f"R{n}", by=writer, at=THEN + timedelta(minutes=n))
            react(post, kind="useful", wanted=True, by=writer, at=THEN)
    address = f"{cast.surface_of('member')}communities/circle/threads/{cast.circle_thread}/"
    assert asked(client_of("member"), address) == THREAD


def test_a_reply_asks_nine_queries(cast: Cast, client_of: Callable[[str], Client]) -> None:
    address = f"{cast.surface_of('member')}communities/circle/threads/{cast.circle_thread}/posts/"
    assert asked(client_of("member"), address, body="Indeed") <= REPLY
