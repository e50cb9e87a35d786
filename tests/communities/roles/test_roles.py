"""Roles: defined, held, overdue, rotated, confirmed once a quarter (A4.06, A4.15, A11.15)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.holding import cover_of
from communities.roles.keeping import confirm_roles, define_role
from communities.roles.page import term_from
from communities.roles.role_term import RoleTerm
from tenancy.people.person import Person
from tests.cast import THEN, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
Held = Callable[..., RoleTerm]
COP = "/w/ardenne/communities/sepsis/"
ROLES = f"{COP}roles/"
FORM = {"name": "Host", "responsibility": "Welcomes newcomers", "term_months": "12"}
FAR = date(2099, 12, 31)


def page(client_of: ClientOf, who: str, address: str = ROLES) -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def undo_in(text: str) -> str:
    """The address behind the button that takes the last act back."""
    return text.split('method="post" action="', 1)[1].split('"', 1)[0]


def test_a_leader_defines_a_role_that_all_members_see_without_a_holder(client_of: ClientOf) -> None:
    """A4.06: roles are clear at all times, and one without a holder is named."""
    assert client_of("rep").post(f"{ROLES}new/", FORM).status_code == 403
    assert client_of("leader").post(f"{ROLES}new/", FORM).status_code == 302
    seen = page(client_of, "rep")
    assert "Welcomes newcomers" in seen
    assert "nobody holds it" in seen
    assert "1 role has nobody who holds it." in seen
    assert "nobody holds it" in page(client_of, "rep", COP)


def test_a_name_is_given_once_and_what_was_typed_stays(client_of: ClientOf) -> None:
    client_of("leader").post(f"{ROLES}new/", FORM)
    answer = client_of("leader").post(f"{ROLES}new/", FORM | {"responsibility": "Another one"})
    assert answer.status_code == 422
    assert "There is a role of this name." in answer.content.decode()
    assert "Another one" in answer.content.decode()


def test_another_community_and_another_firm_see_nothing(
    librarian: CommunityRole, client_of: ClientOf
) -> None:
    assert client_of("colleague").get(ROLES).status_code == 403
    assert client_of("rival").get(ROLES).status_code == 404
    assert client_of("rep").get("/w/ardenne/communities/circle/roles/").status_code == 403


def test_the_steward_of_a_customer_community_has_no_row_of_its_roles(cast: Cast, acting: Acting) -> None:
    with acting("physician"):
        circle, her = Community.objects.get(id=cast.circle), Person.objects.get(id=cast.physician)
        define_role(circle, words={"name": "Host", "responsibility": "x", "term_months": 6}, by=her, at=THEN)
        assert CommunityRole.objects.count() == 1
    for who in ("rep", "manager", "office", "operator"):
        with acting(who):
            assert not CommunityRole.objects.exists(), who


def test_an_appointment_hands_the_role_on_and_can_be_taken_back(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    """A4.15, A11.15: roles rotate in one step."""
    held("rep", until=FAR)
    form = {"owner": str(cast.leader), "starts_on": "2026-06-01", "ends_on": "2027-05-31"}
    client = client_of("leader")
    assert client.post(f"{ROLES}{librarian.id}/appointment/", form).status_code == 302
    assert holder(cast, acting) == "Leo Brandt"
    with acting("leader"):
        assert RoleTerm.objects.get(owner_id=cast.rep).closed_on == date(2026, 6, 1)
    undo = undo_in(client.get(ROLES).content.decode())
    assert client.post(undo).status_code == 302
    assert holder(cast, acting) == "Rita Sommer"


def holder(cast: Cast, acting: Acting) -> str | None:
    with acting("leader"):
        [role] = cover_of(Community.objects.get(id=cast.cop), today=THEN.date()).roles
        return role.holder if role.holder_is_seated else None


def test_owner_and_deputy_are_two_and_a_term_ends_after_it_begins(
    cast: Cast, client_of: ClientOf, librarian: CommunityRole
) -> None:
    form = {
        "owner": str(cast.rep),
        "deputy": str(cast.rep),
        "starts_on": "2026-06-01",
        "ends_on": "2026-05-31",
    }
    answer = client_of("leader").post(f"{ROLES}{librarian.id}/appointment/", form)
    assert answer.status_code == 422
    assert "Owner and deputy are two people." in answer.content.decode()
    assert "The term ends before it begins." in answer.content.decode()


def test_nobody_from_outside_takes_a_role(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    form = {"owner": str(cast.manager), "starts_on": "2026-06-01", "ends_on": "2027-05-31"}
    assert client_of("leader").post(f"{ROLES}{librarian.id}/appointment/", form).status_code == 422
    with pytest.raises(DatabaseError), transaction.atomic():
        held("manager", until=FAR)


def test_an_overdue_term_is_a_warning(client_of: ClientOf, librarian: CommunityRole, held: Held) -> None:
    held("rep", until=date(2026, 4, 1))
    seen = page(client_of, "leader")
    assert "term is over" in seen
    assert "nobody holds it" not in seen


def test_a_role_whose_holder_left_counts_as_unowned(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    held("rep", until=FAR)
    assert client_of("rep").post(f"{COP}seat/leaving/", {"reason": "Moving on"}).status_code == 302
    assert holder(cast, acting) is None
    assert "holder has left" in page(client_of, "leader")


def test_the_next_in_turn_is_whoever_held_no_role_for_longest(
    client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    """A4.15: a suggestion for the rotation."""
    held("leader", until=FAR)
    suggested = page(client_of, "leader", f"{ROLES}{librarian.id}/appointment/")
    assert "Could take a turn" in suggested
    listed = suggested.split('<h2 id="suggested"')[1].split("</section>")[0]
    assert "Rita Sommer" in listed
    assert "Leo Brandt" not in listed


def test_stepping_down_can_be_undone(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    term = held("rep", until=FAR)
    end = f"{ROLES}terms/{term.id}/end/"
    assert client_of("rep").post(end).status_code == 403
    assert client_of("leader").post(end).status_code == 302
    assert holder(cast, acting) is None
    assert client_of("leader").post(end).status_code == 302
    assert holder(cast, acting) == "Rita Sommer"


def test_a_retired_role_comes_back(client_of: ClientOf, librarian: CommunityRole) -> None:
    away = f"{ROLES}{librarian.id}/retirement/"
    assert client_of("leader").post(away).status_code == 302
    assert "Keeps what we learned" not in page(client_of, "rep")
    assert client_of("leader").post(away).status_code == 302
    assert "Keeps what we learned" in page(client_of, "rep")


def test_the_leader_is_asked_again_after_a_quarter(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole
) -> None:
    """A4.06: quarterly prompt to reconfirm."""
    assert "They are right" in page(client_of, "leader", COP)
    assert "They are right" not in page(client_of, "rep", COP)
    assert client_of("leader").post(f"{ROLES}confirmation/").status_code == 302
    assert "They are right" not in page(client_of, "leader", COP)
    with acting("leader"):
        said = RolesConfirmation.objects.get()
        cop = Community.objects.get(id=cast.cop)
        on = said.at.date()
        assert not cover_of(cop, today=on + timedelta(days=90)).needs_confirming
        assert cover_of(cop, today=on + timedelta(days=92)).needs_confirming


def test_a_confirmation_is_taken_back_by_whoever_gave_it(
    cast: Cast, acting: Acting, client_of: ClientOf, librarian: CommunityRole
) -> None:
    with acting("leader"):
        cop, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        said = confirm_roles(cop, by=leader, at=THEN)
    back = f"{ROLES}confirmation/{said.id}/withdrawal/"
    assert client_of("rep").post(back).status_code == 403
    assert client_of("leader").post(back).status_code == 302
    assert client_of("leader").post(back).status_code == 404


def test_the_csv_names_holders_and_begins_no_formula(
    client_of: ClientOf, librarian: CommunityRole, held: Held
) -> None:
    held("rep", until=FAR)
    client_of("leader").post(f"{ROLES}new/", FORM | {"name": "=cmd"})
    lines = client_of("rep").get(f"{ROLES}roles.csv").content.decode()
    assert "Librarian,Keeps what we learned,Rita Sommer" in lines
    assert "'=cmd" in lines


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_a_fixed_number_of_queries(
    cast: Cast, acting: Acting, client_of: ClientOf, number: int
) -> None:
    with acting("leader"):
        cop, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        for n in range(number):
            words = {"name": f"Role {n}", "responsibility": "x", "term_months": 6}
            define_role(cop, words=words, by=leader, at=THEN)
    with CaptureQueriesContext(connection) as queries:
        assert client_of("rep").get(ROLES).status_code == 200
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    assert len([q for q in queries if not str(q["sql"]).startswith(control)]) == 3


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2025, 11, 30), 3, date(2026, 2, 27)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
    ],
)
def test_a_term_lasts_its_months(start: date, months: int, end: date) -> None:
    assert term_from(start, months=months) == end
