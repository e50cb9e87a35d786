"""A month's figures on their way to the sponsor (02, sections 2 to 4; A11.07, A11.09)."""

from datetime import UTC, datetime

import pytest

from analytics.releases.switching import switch
from communities.community.community import Community
from communities.ledger.ledger_line import LedgerLine
from communities.privacy.privacy_proposal import PrivacyProposal
from tenancy.people.person import Person
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import acting_for
from tests.analytics.releases.conftest import OCTOBER, World

MID_OCTOBER = datetime(2026, 10, 12, 9, tzinfo=UTC)
MEMBERS = ("2026-10", "members")


def test_the_sponsor_sees_a_figure_after_seven_days_and_the_members_at_once(world: World) -> None:
    world.join(30)
    world.release(OCTOBER, cross=False)
    assert world.told("manager") == {}
    assert world.told("rep") == {}
    assert world.told("member")[MEMBERS] == {"about": 30, "of": None, "says": ""}
    world.cross(OCTOBER)
    assert world.told("manager")[MEMBERS] == world.told("member")[MEMBERS]


def test_management_gets_figures_and_the_steward_the_word_alone(world: World) -> None:
    world.write(world.join(30)[:15], at=MID_OCTOBER)
    world.release(OCTOBER)
    assert {figure for _, figure in world.told("manager")} == {"members", "active_members", "contributors"}
    assert world.told("rep") == {("2026-10", "word"): {"about": None, "of": None, "says": "healthy"}}
    for nobody in ("colleague", "admin", "leader", "outsider"):
        assert world.told(nobody) == {}


def test_management_counts_communities_by_word(world: World) -> None:
    world.write(world.join(30)[:15], at=MID_OCTOBER)
    world.release(OCTOBER)
    for who, expected in (("manager", {"healthy": 1}), ("rep", {}), ("physician", {})):
        with acting_for(world.cast.ardenne, getattr(world.cast, who)):
            assert call("released_words", OCTOBER.first) == expected


def test_each_figure_that_crosses_is_a_line_in_the_members_ledger(world: World) -> None:
    world.write(world.join(30)[:15], at=MID_OCTOBER)
    world.release(OCTOBER)
    with acting_for(world.cast.ardenne, world.cast.member):
        lines = LedgerLine.objects.filter(crossing__in=["health_word", "aggregates"])
        said = {line.crossing: line.what for line in lines}
    assert said["health_word"] == "2026-10: Health word: Healthy"
    assert "about 20 of 30 (65 %)" in said["aggregates"]
    assert "Members: about 30" in said["aggregates"]


def test_fewer_than_ten_members_release_nothing(world: World) -> None:
    world.join(5)
    world.release(OCTOBER)
    assert world.told("manager") == {}
    assert world.told("rep") == {}
    assert set(world.told("member").values()) == {None}


def test_what_a_leader_switches_off_in_the_preview_never_crosses(world: World) -> None:
    world.join(30)
    world.release(OCTOBER, cross=False)
    _switch(world, "physician", "contributors", off=True)
    world.cross(OCTOBER)
    assert ("2026-10", "contributors") not in world.told("manager")
    assert {MEMBERS, ("2026-10", "active_members")} <= world.told("manager").keys()


@pytest.mark.parametrize("in_the_preview", [True, False])
def test_a_size_that_stays_inside_is_not_told_by_the_shares_either(
    world: World, in_the_preview: bool
) -> None:
    world.join(30)
    if in_the_preview:
        world.release(OCTOBER, cross=False)
    _switch(world, "physician", "members", off=True)
    world.release(OCTOBER)
    assert world.told("manager") == {}
    assert world.told("rep").keys() == {("2026-10", "word")}


def test_only_who_leads_switches(world: World) -> None:
    for who in ("member", "rep", "operator", "manager"):
        with pytest.raises(NotAllowed):
            _switch(world, who, "members", off=True)


def test_a_closed_community_releases_nothing_even_if_it_closed_in_the_preview(world: World) -> None:
    world.join(30)
    world.release(OCTOBER, cross=False)
    with acting_for(world.cast.ardenne, world.cast.physician):
        call("propose_privacy", world.cast.circle, "closed")
        proposal = PrivacyProposal.objects.get(community_id=world.cast.circle).id
    with acting_for(world.cast.ardenne, world.cast.member):
        call("cosign_privacy", proposal)
    world.cross(OCTOBER)
    assert world.told("manager") == {}
    assert world.told("rep") == {}


def test_nobody_but_the_worker_freezes_stores_or_lets_cross(world: World) -> None:
    for who in ("manager", "rep", "physician"):
        with acting_for(world.cast.ardenne, getattr(world.cast, who)), pytest.raises(NotAllowed):
            call("cross_releases", MID_OCTOBER)


def _switch(world: World, who: str, figure: str, *, off: bool) -> None:
    with acting_for(world.cast.ardenne, getattr(world.cast, who)):
        community = Community.objects.get(id=world.cast.circle)
        switch(community, figure=figure, off=off, by=Person.objects.get(id=getattr(world.cast, who)))
