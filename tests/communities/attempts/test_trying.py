"""Try the wall: attempts that are really made and really refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from communities.community.community import Community
from communities.community.membership import Membership
from communities.discussions.thread import Thread
from communities.ledger.ledger_line import LedgerLine
from tests.cast import CANARY, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]


@pytest.mark.parametrize("name", ["thread", "colleague", "privacy", "word"])
@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_each_attempt_is_refused_and_members_read_of_it(
    cast: Cast, acting: Acting, client_of: ClientOf, who: str, name: str
) -> None:
    answer = client_of(who).post(
        "/w/ardenne/wall/", {"community": str(cast.circle), "name": name, "word": CANARY}
    )
    assert answer.status_code == 200
    assert "Refused:" in answer.content.decode()
    with acting("member"):
        assert LedgerLine.objects.filter(crossing="refused").count() == 1
        assert Thread.objects.filter(community_id=cast.circle).count() == 1
        assert not Membership.objects.filter(community_id=cast.circle, party="staff").exists()
        assert Community.objects.get(id=cast.circle).privacy_level == "aggregates"


def test_members_have_no_such_page_and_another_firms_circle_is_no_choice(
    cast: Cast, client_of: ClientOf
) -> None:
    assert client_of("member").get("/w/ardenne/wall/").status_code == 404
    answer = client_of("rep").post(
        "/w/ardenne/wall/", {"community": str(cast.rival_circle), "name": "thread"}
    )
    assert "Select a valid choice" in answer.content.decode()
