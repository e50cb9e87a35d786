"""The privacy level: leader and one co-signer, nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from communities.community.community import Community
from communities.community.stewardship import Stewardship
from communities.ledger.ledger_line import LedgerLine
from communities.privacy.changing import cosign, propose_level
from communities.privacy.privacy_proposal import PrivacyProposal
from tenancy.people.person import Person
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PORTAL = "/p/kreis/communities/circle/privacy/"
WORKSPACE = "/w/ardenne/communities/circle/privacy/"


def proposed(acting: Acting, client_of: ClientOf) -> PrivacyProposal:
    assert client_of("physician").post(PORTAL, {"level": "summary"}).status_code == 302
    with acting("physician"):
        return PrivacyProposal.objects.get(adopted_at=None)


def test_a_change_needs_leader_and_another_member(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    wish = proposed(acting, client_of)
    assert client_of("physician").post(f"{PORTAL}{wish.id}/signature/").status_code == 409
    assert client_of("member").post(f"{PORTAL}{wish.id}/signature/").status_code == 302
    with acting("member"):
        assert Community.objects.get(id=cast.circle).privacy_level == "summary"
        assert LedgerLine.objects.get(crossing="privacy").why.startswith("Signed by Dr. Hanna Reuter and")


def test_a_member_does_not_propose_and_an_outsider_does_not_sign(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    wish = proposed(acting, client_of)
    assert client_of("member").post(PORTAL, {"level": "portal"}).status_code == 403
    assert client_of("newcomer").post(f"{PORTAL}{wish.id}/signature/").status_code == 404
    assert client_of("outsider").post(f"{PORTAL}{wish.id}/signature/").status_code == 404
    with pytest.raises(RuleBroken), acting("outsider"):
        cosign(wish, by=Person(id=cast.outsider))


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_a_sponsors_attempt_is_refused_and_stands_in_the_ledger(
    cast: Cast, acting: Acting, client_of: ClientOf, who: str
) -> None:
    assert client_of(who).get(WORKSPACE).status_code == 200
    assert client_of(who).post(WORKSPACE, {"level": "portal"}).status_code == 403
    with acting("member"):
        line = LedgerLine.objects.get(crossing="refused")
        assert line.by_id == getattr(cast, who)
        assert Community.objects.get(id=cast.circle).privacy_level == "aggregates"


def test_one_proposal_at_a_time_and_it_can_be_taken_back(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    wish = proposed(acting, client_of)
    assert client_of("physician").post(PORTAL, {"level": "closed"}).status_code == 409
    assert client_of("member").post(f"{PORTAL}{wish.id}/withdrawal/").status_code == 409
    assert client_of("physician").post(f"{PORTAL}{wish.id}/withdrawal/").status_code == 302
    assert client_of("member").post(f"{PORTAL}{wish.id}/signature/").status_code == 409


def test_proposing_todays_level_is_said_beside_the_form(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("physician").post(PORTAL, {"level": "aggregates"})
    assert answer.status_code == 409
    assert "Choose another level" in answer.content.decode()


def test_another_leader_changes_nothing_here(cast: Cast, acting: Acting) -> None:
    with pytest.raises(NotAllowed), acting("outsider"):
        propose_level(Community(id=cast.circle), level="portal", by=Person(id=cast.outsider))


def test_delegations_count_at_once_and_are_ledgered(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    switches = "/p/kreis/communities/circle/delegations/"
    assert client_of("member").post(switches, {"may_manage_invitations": "on"}).status_code == 403
    invite = "/w/ardenne/communities/circle/invitations/"
    assert client_of("rep").get(invite).status_code == 403
    client_of("physician").post(switches, {"may_manage_invitations": "on"})
    assert client_of("rep").get(invite).status_code == 200
    client_of("physician").post(switches, {})
    assert client_of("rep").get(invite).status_code == 403
    with acting("member"):
        assert LedgerLine.objects.filter(crossing="delegation").count() >= 2
        assert not Stewardship.objects.filter(community_id=cast.circle, may_edit_look=True).exists()


def test_a_steward_cannot_delegate_to_himself(cast: Cast, acting: Acting) -> None:
    with acting("rep"):
        Stewardship.objects.filter(community_id=cast.circle).update(may_see_names=True)
        assert not Stewardship.objects.filter(community_id=cast.circle, may_see_names=True).exists()
