"""The agenda builder: members propose, the leader decides and orders, open slots keep time free (A14.11, A14.13)."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from communities.meetings.agenda_item import AgendaItem, Decision
from communities.meetings.arranging import decide, move, open_slot, propose, withdraw
from communities.meetings.meeting import Meeting
from tenancy.wall.refusals import NotAllowed
from tests.cast import CANARY, Cast
from tests.communities.conftest import Acting, Plan, person


def proposal(
    cast: Cast, acting: Acting, meeting: Meeting, title: str = "A case", who: str = "member"
) -> AgendaItem:
    with acting(who):
        return propose(
            meeting, title=f"{title} {CANARY}-item", by=person(getattr(cast, who)), at=timezone.now()
        )


def test_a_member_proposes_and_the_leader_decides(cast: Cast, acting: Acting, plan: Plan) -> None:
    item = proposal(cast, acting, plan("circle", days=3))
    with acting("physician"):
        decide(item, decision=Decision.ACCEPTED, by=person(cast.physician))
        assert AgendaItem.objects.get(id=item.id).position == 1
        decide(item, decision=Decision.DECLINED, by=person(cast.physician))
        assert AgendaItem.objects.get(id=item.id).decision == Decision.DECLINED


def test_the_leader_orders_and_keeps_time_free(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    first, second = (proposal(cast, acting, meeting, title) for title in ("First", "Second"))
    with acting("physician"):
        by = person(cast.physician)
        for item in (first, second):
            decide(item, decision=Decision.ACCEPTED, by=by)
        slot = open_slot(meeting, by=by, at=timezone.now())
        assert move(slot, up=True)
        assert not move(AgendaItem.objects.get(id=second.id), up=False)
        assert list(meeting.agenda.values_list("id", flat=True)) == [first.id, slot.id, second.id]


def test_a_member_decides_nothing_past_the_leader(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    item = proposal(cast, acting, meeting)
    with acting("member"):
        assert AgendaItem.objects.filter(id=item.id).update(decision="accepted") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            open_slot(meeting, by=person(cast.member), at=timezone.now())


def test_a_proposal_is_taken_back_while_it_is_open(cast: Cast, acting: Acting, plan: Plan) -> None:
    item = proposal(cast, acting, plan("circle", days=3))
    with acting("member"):
        withdraw(item, wanted=True)
        withdraw(item, wanted=False)
        assert AgendaItem.objects.get(id=item.id).decision == Decision.PROPOSED
    with acting("physician"):
        decide(item, decision=Decision.ACCEPTED, by=person(cast.physician))
        with pytest.raises(NotAllowed), transaction.atomic():
            withdraw(item, wanted=True)
    with acting("member"), pytest.raises(NotAllowed), transaction.atomic():
        withdraw(item, wanted=True)


@pytest.mark.parametrize("who", ["outsider", "newcomer", "rep", "colleague", "manager", "admin", "operator"])
def test_outside_nobody_sees_or_proposes_any(cast: Cast, acting: Acting, plan: Plan, who: str) -> None:
    meeting = plan("circle", days=3)
    proposal(cast, acting, meeting)
    with acting(who):
        assert not AgendaItem.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            propose(meeting, title="Buy more", by=person(getattr(cast, who)), at=timezone.now())
