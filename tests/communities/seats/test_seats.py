"""Seats: asking, answering, deciding, leaving, appointing, handing over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.seats import offer_seat
from communities.community.starting import start_community
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
COP = "/w/ardenne/communities/sepsis/"
CIRCLE = "/p/kreis/communities/circle/"


def seat_of(acting: Acting, cast: Cast, who: str, *, eyes: str, community: str = "circle") -> Membership:
    with acting(eyes):
        return Membership.objects.get(person_id=getattr(cast, who), community_id=getattr(cast, community))


def test_a_volunteer_asks_and_the_leader_lets_her_in(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    """A4.09, A4.13: volunteers, with their reason."""
    assert client_of("colleague").post(f"{COP}seat/", {"motivation": "I see it weekly"}).status_code == 302
    page = client_of("leader").get(f"{COP}members/").content.decode()
    assert "I see it weekly" in page
    seat = seat_of(acting, cast, "colleague", eyes="leader", community="cop")
    decision = f"{COP}members/{seat.id}/decision/"
    assert client_of("rep").post(decision, {"accept": "yes"}).status_code == 403
    assert client_of("leader").post(decision, {"accept": "yes"}).status_code == 302
    assert client_of("leader").post(decision, {"accept": "yes"}).status_code == 409
    assert seat_of(acting, cast, "colleague", eyes="leader", community="cop").state == "active"


def test_the_leader_invites_a_colleague_who_declines(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("leader").post(f"{COP}invitations/", {"person": str(cast.colleague), "role": "member"})
    assert answer.status_code == 302
    assert client_of("colleague").get(f"{COP}seat/").status_code == 200
    assert client_of("colleague").post(f"{COP}seat/refusal/").status_code == 302
    assert client_of("colleague").post(f"{COP}seat/refusal/").status_code == 409


def test_the_last_leader_appoints_before_she_leaves(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    assert client_of("physician").post(f"{CIRCLE}seat/leaving/", {}).status_code == 409
    seat = seat_of(acting, cast, "member", eyes="physician")
    assert client_of("member").post(f"{CIRCLE}members/{seat.id}/role/", {"role": "leader"}).status_code == 403
    answer = client_of("physician").post(f"{CIRCLE}members/{seat.id}/role/", {"role": "leader"})
    assert answer.status_code == 302
    assert client_of("physician").post(f"{CIRCLE}seat/leaving/", {"reason": "Retiring"}).status_code == 302
    assert client_of("physician").get(f"{CIRCLE}members/").status_code == 404


def test_ending_a_seat_needs_a_reason_and_never_hits_a_leader(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """D11: removal needs a reason."""
    seat = seat_of(acting, cast, "member", eyes="physician")
    address = f"{CIRCLE}members/{seat.id}/end/"
    assert "This field is required" in client_of("physician").post(address, {}).content.decode()
    assert client_of("physician").post(address, {"reason": "Asked for it"}).status_code == 302
    assert client_of("member").get(f"{CIRCLE}members/").status_code == 404
    own = seat_of(acting, cast, "physician", eyes="physician")
    answer = client_of("physician").post(f"{CIRCLE}members/{own.id}/end/", {"reason": "x"})
    assert answer.status_code == 409


def test_an_unverified_member_sees_her_seat_and_no_list(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("newcomer").get(f"{CIRCLE}members/")
    assert answer.headers["Location"] == f"{CIRCLE}seat/"
    assert "verified" in client_of("newcomer").get(f"{CIRCLE}seat/").content.decode()


@pytest.mark.parametrize("page", ["members/", "seat/", "privacy/", "ledger/", "hand-over/", "invitations/"])
def test_other_people_know_of_nothing(cast: Cast, client_of: ClientOf, page: str) -> None:
    assert client_of("outsider").get(f"{CIRCLE}{page}").status_code == 404
    assert client_of("rival_physician").get(f"/p/forum/communities/circle/{page}").status_code == 404
    assert client_of("rival").get(f"/w/rivalis/communities/circle/{page}").status_code == 404
    assert client_of("").get(f"{CIRCLE}{page}").status_code == 302


def test_hand_over_ends_the_stewards_hold_at_once(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    with acting("rep"):
        draft = start_community("customer", slug="fresh", name="Fresh")
        offer_seat(draft, to=cast.member, role="leader")
    invite = "/w/ardenne/communities/fresh/invitations/"
    assert client_of("rep").get(invite).status_code == 200
    assert client_of("rep").post("/w/ardenne/communities/fresh/hand-over/").status_code == 409
    page = "/p/kreis/communities/fresh/hand-over/"
    assert "Take the community over" in client_of("member").get(page).content.decode()
    assert client_of("member").post(page).status_code == 302
    assert client_of("rep").get(invite).status_code == 403
    with acting("member"):
        assert Community.objects.get(slug="fresh").handed_over_at is not None
    assert client_of("member").get("/p/kreis/communities/fresh/what-the-sponsor-sees/").status_code == 200


def test_an_unverified_leader_does_not_take_over(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    with acting("rep"):
        draft = start_community("customer", slug="fresh", name="Fresh")
        offer_seat(draft, to=cast.newcomer, role="leader")
    assert client_of("newcomer").post("/p/kreis/communities/fresh/hand-over/").status_code == 409
