"""The portal's two faces: to the public and to its members."""

from collections.abc import Callable

from django.test import Client

from tests.cast import CANARY, Cast

ClientOf = Callable[[str], Client]


def test_a_stranger_reads_who_pays_and_who_runs_it(cast: Cast, client_of: ClientOf) -> None:
    """D7: the sponsor is named at the outset."""
    page = client_of("").get("/p/kreis/").content.decode()
    assert "Ardenne Critical Care" in page
    assert "Kontor Sana eG" in page
    assert CANARY not in page
    assert client_of("").get("/p/nothing/").status_code == 404


def test_staff_see_the_public_face_alone(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("rep").get("/p/kreis/").content.decode()
    assert CANARY not in page
    assert "My communities" not in page


def test_a_leader_sees_her_community_and_what_left_it(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("physician").get("/p/kreis/").content.decode()
    assert f"{CANARY}-circle" in page
    assert "What the sponsor sees of Circle" in page
    assert f"{CANARY}-other" not in page


def test_an_unverified_member_is_told_the_step_that_is_left(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("newcomer").get("/p/kreis/").content.decode()
    assert "One step is left" in page
    assert CANARY not in page


def test_the_operator_sees_queue_and_communities_without_content(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("operator").get("/p/kreis/").content.decode()
    assert "Nobody waits" in page
    assert "Other Circle" in page
    assert CANARY not in page


def test_staff_find_their_communities_at_home(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("rep").get("/w/ardenne/").content.decode()
    assert "Sepsis pathways" in page
    assert f"{CANARY}-circle" not in page


def test_a_leader_is_told_who_waits(cast: Cast, client_of: ClientOf) -> None:
    client_of("colleague").post("/w/ardenne/communities/sepsis/seat/", {"motivation": "To learn"})
    assert "1 person waits in “Sepsis pathways”" in client_of("leader").get("/w/ardenne/").content.decode()
