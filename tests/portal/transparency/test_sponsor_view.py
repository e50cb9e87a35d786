"""What the sponsor sees: asked as the sponsor, shown to members alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from communities.community.community import Community
from portal.transparency.asking import ask_as_sponsor, tables_of_communities
from tenancy.people.sign_in import SignIn
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for
from tests.cast import CANARY, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
ADDRESS = "/p/kreis/communities/circle/what-the-sponsor-sees/"


def view_of(cast: Cast, acting: Acting) -> Any:
    with acting("member"):
        return call("sponsor_view", cast.circle)


def test_members_see_that_the_sponsor_gets_no_post_no_name_no_hit(cast: Cast, acting: Acting) -> None:
    view = view_of(cast, acting)
    with acting_for(cast.ardenne, view, read_only=True):
        seen = ask_as_sponsor(cast.circle, view=view, word=CANARY)
    assert (seen.threads, seen.posts, seen.files, seen.found, seen.names) == (0, 0, 0, 0, [])
    assert {one.label for one in seen.answered} == {"Stage changes", "Stewardships"}
    assert len(seen.attempts) == len(tables_of_communities()) >= 8


def test_the_view_can_write_nothing(cast: Cast, acting: Acting) -> None:
    view = view_of(cast, acting)
    with pytest.raises(DatabaseError, match="read-only"), acting_for(cast.ardenne, view, read_only=True):
        Community.objects.filter(id=cast.circle).update(name="Taken")


def test_nobody_signs_in_as_the_view(cast: Cast, acting: Acting) -> None:
    view = view_of(cast, acting)
    with pytest.raises(DatabaseError), acting("admin"):
        SignIn.objects.create(person_id=view, user_id=cast.rep_user)


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 200), ("physician", 200), ("newcomer", 403), ("outsider", 404), ("rep", 404), ("", 302)],
)
def test_who_may_look(cast: Cast, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(ADDRESS).status_code == status


def test_the_page_shows_both_sides_and_the_ledger(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("member").get(ADDRESS).content.decode()
    assert "Ardenne Critical Care sees" in page
    assert "1 topics, 2 posts" in page
    assert "Hand-over: the shell belongs to the community" in page


def test_a_name_reaches_the_view_with_consent_and_delegation_only(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    client_of("member").post("/p/kreis/communities/circle/seat/name/", {"consent": "yes"})
    assert "Bernasconi" not in client_of("rep").get("/w/ardenne/communities/circle/members/").content.decode()
    client_of("physician").post("/p/kreis/communities/circle/delegations/", {"may_see_names": "on"})
    assert "Bernasconi" in client_of("rep").get("/w/ardenne/communities/circle/members/").content.decode()
    assert "Reuter" not in client_of("rep").get("/w/ardenne/communities/circle/members/").content.decode()
    page = client_of("physician").get(ADDRESS).content.decode()
    assert "Names of 1 members" in page
    client_of("member").post("/p/kreis/communities/circle/seat/name/", {"consent": "no"})
    assert "Bernasconi" not in client_of("rep").get("/w/ardenne/communities/circle/members/").content.decode()
    assert "is no longer named" in client_of("member").get(ADDRESS).content.decode()


def test_the_ledger_as_a_table_has_no_formula(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("member").get("/p/kreis/communities/circle/ledger.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "hand_over" in answer.content.decode("utf-8-sig")
    assert client_of("outsider").get("/p/kreis/communities/circle/ledger.csv").status_code == 404


def test_a_steward_reads_his_own_lines_alone(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("rep").get("/w/ardenne/communities/circle/ledger/").content.decode()
    assert "Invitation of Dr. Hanna Reuter" in page
    assert "Hand-over" not in page.split("<tbody>")[-1]
