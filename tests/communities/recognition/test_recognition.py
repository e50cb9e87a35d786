"""Recognition: from members, users and sponsors, for members and teams, copied only by consent (A6.01, A14.16)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import GivenAs, Recognition
from communities.recognition.recognition_copy import RecognitionCopy
from communities.recognition.thanking import thank
from tenancy.people.person import Person
from tests.cast import THEN, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
HERE = "/w/ardenne/communities/sepsis/recognition/"
CIRCLE = "/p/kreis/communities/circle/recognition/"
MINE = "/w/ardenne/recognition/"


def thanks(*people: object, **more: str) -> dict[str, Any]:
    told = {"people": [str(person) for person in people], "occasion": "help", "words": "Saved me an hour"}
    return told | more


def give(acting: Acting, cast: Cast, who: str, to: str, place: str = "cop", n: int = 1) -> Recognition:
    with acting(who):
        people = Person.objects.in_bulk([getattr(cast, who), getattr(cast, to)])
        for minute in range(n):
            note = thank(
                Community.objects.get(id=getattr(cast, place)),
                people=[people[getattr(cast, to)]],
                occasion="help",
                words=f"Thank you {minute}",
                team="",
                solution=None,
                given_as=GivenAs.MEMBER,
                by=people[getattr(cast, who)],
                at=THEN + timedelta(minutes=minute),
            )
    return note


def test_a_member_thanks_a_member_and_the_community_reads_it(cast: Cast, client_of: ClientOf) -> None:
    assert client_of("rep").post(f"{HERE}new/", thanks(cast.leader)).status_code == 302
    assert "Saved me an hour" in client_of("leader").get(HERE).content.decode()
    assert "Saved me an hour" in client_of("leader").get(MINE).content.decode()
    assert "Thanks to you" in client_of("leader").get("/w/ardenne/").content.decode()
    assert "Saved me an hour" not in client_of("rep").get(MINE).content.decode()


def test_nobody_thanks_herself(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    assert client_of("rep").post(f"{HERE}new/", thanks(cast.rep)).status_code == 422
    note = give(acting, cast, "rep", "leader")
    with acting("rep"), pytest.raises(DatabaseError), transaction.atomic():
        RecognitionRecipient(recognition=note, community_id=cast.cop, person_id=cast.rep).save()


def test_a_team_has_more_than_one_member(cast: Cast, client_of: ClientOf) -> None:
    """A14.16: recognition for what a team reached."""
    alone = client_of("physician").post(f"{CIRCLE}new/", thanks(cast.member, occasion="team", team="Night"))
    assert alone.status_code == 422
    assert "more than one person" in alone.content.decode()
    told = thanks(cast.member, cast.newcomer, occasion="team", team="Night")
    assert client_of("physician").post(f"{CIRCLE}new/", told).status_code == 302
    page = client_of("member").get(f"{CIRCLE}?for=team").content.decode()
    assert "Dr. Luca Bernasconi, Dr. Nils Holm" in page
    assert "(Night)" in page


def test_users_and_sponsors_thank_a_community_of_practice_and_read_their_own_alone(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """A6.01: from sponsors and from users of solutions."""
    give(acting, cast, "rep", "leader")
    assert (
        client_of("manager").post(f"{HERE}new/", thanks(cast.leader, words="Used in Bern")).status_code == 302
    )
    assert (
        client_of("colleague").post(f"{HERE}new/", thanks(cast.rep, words="Works for us")).status_code == 302
    )
    with acting("leader"):
        capacities = dict(Recognition.objects.values_list("words", "given_as"))
    assert capacities == {"Thank you 0": "member", "Used in Bern": "sponsor", "Works for us": "user"}
    seen = client_of("manager").get(HERE).content.decode()
    assert "Used in Bern" in seen
    assert "Thank you 0" not in seen
    assert "Works for us" not in seen


def test_the_database_lets_nobody_pose_as_sponsor_or_member(cast: Cast, acting: Acting) -> None:
    note = {"community_id": cast.cop, "kind": "induced_cop", "occasion": "help", "words": "x", "at": THEN}
    for who, given_as in (("colleague", "sponsor"), ("colleague", "member"), ("physician", "user")):
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            Recognition(given_by_id=getattr(cast, who), given_as=given_as, **note).save()


def test_no_sponsor_thanks_or_reads_in_a_customer_community(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    give(acting, cast, "physician", "member", "circle")
    there = "/w/ardenne/communities/circle/recognition/"
    for who in ("rep", "manager", "office", "admin"):
        assert client_of(who).get(there).status_code == 403
        assert client_of(who).post(f"{there}new/", thanks(cast.member)).status_code == 403
        with acting(who):
            assert not Recognition.objects.exists(), who
            assert not RecognitionRecipient.objects.exists(), who


def test_what_was_taken_back_is_gone_until_it_stands_again(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    note = give(acting, cast, "rep", "leader")
    back = f"{HERE}{note.id}/withdrawal/"
    assert client_of("leader").post(back).status_code == 404
    assert client_of("rep").post(back).status_code == 302
    assert "Thank you 0" not in client_of("leader").get(HERE).content.decode()
    assert client_of("rep").post(back).status_code == 302
    assert "Thank you 0" in client_of("leader").get(HERE).content.decode()


def test_a_supervisor_reads_it_only_while_the_one_who_was_thanked_shows_it(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """A6.01, D12: copied to the supervisor with consent."""
    note = give(acting, cast, "leader", "rep")
    copies = f"{HERE}{note.id}/copies/"
    assert "Thank you 0" not in client_of("manager").get(MINE).content.decode()
    assert client_of("leader").post(copies, {"supervisor": str(cast.manager)}).status_code == 404
    assert client_of("rep").post(copies, {"supervisor": str(cast.manager)}).status_code == 302
    assert client_of("rep").post(copies, {"supervisor": str(cast.manager)}).status_code == 422
    assert "Thank you 0" in client_of("manager").get(MINE).content.decode()
    assert "Thank you 0" not in client_of("admin").get(MINE).content.decode()
    with acting("rep"):
        copy = RecognitionCopy.objects.get()
    assert client_of("rep").post(f"{HERE}copies/{copy.id}/hiding/").status_code == 302
    assert "Thank you 0" not in client_of("manager").get(MINE).content.decode()
    with acting("manager"):
        assert not Recognition.objects.exists()


def test_what_physicians_say_to_each_other_is_copied_to_nobody(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    note = give(acting, cast, "physician", "member", "circle")
    answer = client_of("member").post(f"{CIRCLE}{note.id}/copies/", {"supervisor": str(cast.physician)})
    assert answer.status_code == 422
    copy = {"recognition": note, "community_id": cast.circle, "person_id": cast.member, "shown_at": THEN}
    for kind in ("customer", "induced_cop"):
        with acting("member"), pytest.raises(DatabaseError), transaction.atomic():
            RecognitionCopy(kind=kind, supervisor_id=cast.physician, **copy).save()


def test_only_whoever_was_thanked_can_show_it(cast: Cast, acting: Acting) -> None:
    note = give(acting, cast, "leader", "rep")
    copy = {"recognition": note, "community_id": cast.cop, "kind": "induced_cop", "shown_at": THEN}
    with acting("leader"), pytest.raises(DatabaseError), transaction.atomic():
        RecognitionCopy(person_id=cast.leader, supervisor_id=cast.manager, **copy).save()


def test_the_csv_is_for_members(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    give(acting, cast, "rep", "leader")
    lines = client_of("leader").get(f"{HERE}recognition.csv").content.decode().splitlines()
    assert lines[1] == "2026-03-02,Leo Brandt,,Helped with a question,Thank you 0,Rita Sommer,Member"
    assert client_of("manager").get(f"{HERE}recognition.csv").status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_a_fixed_number_of_queries(
    cast: Cast, acting: Acting, client_of: ClientOf, number: int
) -> None:
    give(acting, cast, "rep", "leader", n=number)
    with CaptureQueriesContext(connection) as queries:
        assert client_of("leader").get(HERE).status_code == 200
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    assert len([q for q in queries if not str(q["sql"]).startswith(control)]) == 5
