"""A role of the community of practice, with and without somebody who holds it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from communities.community.community import Community
from communities.roles.community_role import CommunityRole
from communities.roles.keeping import appoint_to, define_role
from tenancy.people.person import Person
from tests.cast import THEN, Cast

WORDS = {"name": "Librarian", "responsibility": "Keeps what we learned", "term_months": 12}


@pytest.fixture
def librarian(cast: Cast, acting: Callable[[str], Any]) -> CommunityRole:
    with acting("leader"):
        community, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        return define_role(community, words=WORDS, by=leader, at=THEN)


@pytest.fixture
def held(cast: Cast, acting: Callable[[str], Any], librarian: CommunityRole) -> Callable[..., Any]:
    """`held("rep", until=…)` appoints somebody."""

    def appointed(who: str, *, until: date, since: date = date(2026, 3, 2)) -> Any:
        with acting("leader"):
            people = Person.objects.in_bulk([cast.leader, getattr(cast, who)])
            return appoint_to(
                librarian,
                owner=people[getattr(cast, who)],
                deputy=None,
                starts_on=since,
                ends_on=until,
                by=people[cast.leader],
                at=THEN,
            )

    return appointed
