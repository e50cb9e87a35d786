"""Action items: who opens, closes, moves and passes them on; every move is kept (A4.02, A14.10)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from communities.actions.action_item import ActionItem, Outcome
from communities.actions.carry_over import CarryOver
from communities.actions.promising import carry_over, close_action, open_action, pass_on, reopen_action
from communities.community.community import Community
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import CANARY, Cast
from tests.communities.conftest import Acting, Plan, person

TODAY = timezone.localdate()


def promise(
    cast: Cast, acting: Acting, *, owner: str = "member", by: str = "physician", **more: Any
) -> ActionItem:
    with acting(by):
        return open_action(
            Community.objects.get(id=cast.circle),
            title=f"Send the protocol {CANARY}-action",
            owner=person(getattr(cast, owner)),
            due_on=TODAY + timedelta(days=7),
            by=person(getattr(cast, by)),
            at=timezone.now(),
            **more,
        )


def test_a_leader_gives_an_action_and_a_member_takes_one(cast: Cast, acting: Acting) -> None:
    promise(cast, acting)
    promise(cast, acting, by="member", owner="member")
    with acting("member"):
        assert ActionItem.objects.filter(owner=cast.member).open().count() == 2


def test_a_member_gives_none_to_others(cast: Cast, acting: Acting) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        promise(cast, acting, by="member", owner="physician")


@pytest.mark.parametrize("owner", ["outsider", "rep"])
def test_nobody_outside_owns_an_action(cast: Cast, acting: Acting, owner: str) -> None:
    with acting("physician"), pytest.raises(DatabaseError), transaction.atomic():
        ActionItem(
            community_id=cast.circle,
            title="Not mine",
            owner_id=getattr(cast, owner),
            due_on=TODAY,
            opened_by_id=cast.physician,
            opened_at=timezone.now(),
        ).save()


def test_every_move_is_kept_and_counted(cast: Cast, acting: Acting, plan: Plan) -> None:
    action, meeting = promise(cast, acting), plan("circle", days=30)
    with acting("member"):
        by = person(cast.member)
        carry_over(action, due_on=TODAY + timedelta(days=14), meeting=None, why="Waiting", by=by)
        carry_over(action, due_on=action.due_on, meeting=meeting, by=by)
        moves = CarryOver.objects.filter(action=action).values_list(
            "was_due_on", "due_on", "to_meeting", "why"
        )
        assert list(moves) == [
            (TODAY + timedelta(days=7), TODAY + timedelta(days=14), None, "Waiting"),
            (TODAY + timedelta(days=14), TODAY + timedelta(days=14), meeting.id, ""),
        ]
        with pytest.raises(RuleBroken, match="nothing_moved"), transaction.atomic():
            carry_over(action, due_on=action.due_on, meeting=meeting, by=by)
        with pytest.raises(RuleBroken, match="due_before_it_began"), transaction.atomic():
            carry_over(action, due_on=TODAY - timedelta(days=3), meeting=meeting, by=by)


def test_the_day_is_not_moved_past_the_count(cast: Cast, acting: Acting) -> None:
    action = promise(cast, acting)
    with acting("physician"), pytest.raises(DatabaseError), transaction.atomic():
        ActionItem.objects.filter(id=action.id).update(due_on=TODAY + timedelta(days=99))


def test_a_meeting_of_another_community_takes_nothing_up(cast: Cast, acting: Acting, plan: Plan) -> None:
    action, elsewhere = promise(cast, acting), plan("other_circle", days=9)
    with acting("member"), pytest.raises(DatabaseError), transaction.atomic():
        carry_over(action, due_on=action.due_on, meeting=elsewhere, by=person(cast.member))


def test_closing_keeps_what_was_learnt_and_is_undone(cast: Cast, acting: Acting) -> None:
    action = promise(cast, acting)
    with acting("member"):
        by = person(cast.member)
        close_action(action, outcome=Outcome.DONE, said="Ask earlier", by=by, at=timezone.now())
        stored = ActionItem.objects.get(id=action.id)
        assert (stored.outcome, stored.closing_words) == (Outcome.DONE, "Ask earlier")
        with pytest.raises(RuleBroken, match="action_is_closed"), transaction.atomic():
            carry_over(stored, due_on=TODAY + timedelta(days=20), meeting=None, by=by)
        reopen_action(stored, by=by)
        assert ActionItem.objects.get(id=action.id).is_open


def test_nothing_is_dropped_without_a_reason(cast: Cast, acting: Acting) -> None:
    action = promise(cast, acting)
    with acting("member"), pytest.raises(DatabaseError), transaction.atomic():
        close_action(action, outcome=Outcome.DROPPED, said="", by=person(cast.member), at=timezone.now())


def test_who_neither_owns_nor_leads_changes_nothing(cast: Cast, acting: Acting) -> None:
    action = promise(cast, acting, owner="physician")
    with acting("member"):
        by = person(cast.member)
        assert ActionItem.objects.filter(id=action.id).update(title="Other") == 0
        with pytest.raises(NotAllowed), transaction.atomic():
            carry_over(action, due_on=TODAY + timedelta(days=20), meeting=None, by=by)
        with pytest.raises(NotAllowed), transaction.atomic():
            pass_on(action, to=by, by=by)


def test_an_action_is_passed_on_to_members_only(cast: Cast, acting: Acting) -> None:
    action = promise(cast, acting)
    with acting("physician"):
        by = person(cast.physician)
        pass_on(action, to=by, by=by)
        assert action.owner_id == cast.physician
    with acting("physician"), pytest.raises(RuleBroken, match="not_a_member"), transaction.atomic():
        pass_on(action, to=type(by)(id=cast.outsider), by=by)


@pytest.mark.parametrize("who", ["outsider", "newcomer", "rep", "colleague", "manager", "admin", "operator"])
def test_outside_nobody_sees_or_moves_any(cast: Cast, acting: Acting, who: str) -> None:
    action = promise(cast, acting)
    with acting(who):
        assert not ActionItem.objects.exists()
        with pytest.raises(RuleBroken), transaction.atomic():
            carry_over(action, due_on=TODAY + timedelta(days=20), meeting=None, by=person(getattr(cast, who)))
