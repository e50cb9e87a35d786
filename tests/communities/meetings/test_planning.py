"""A leader plans, moves, cancels and brings back a meeting; the members are invited (A2.01, A4.02)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from communities.community.community import Community
from communities.meetings.attending import note_attendance
from communities.meetings.meeting import Meeting, State
from communities.meetings.meeting_invitation import MeetingInvitation
from communities.meetings.planning import (
    cancel_meeting,
    change_meeting,
    invite,
    plan_meeting,
    restore_meeting,
)
from tenancy.events.event import Event
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import Cast
from tests.communities.conftest import Acting, Plan, details, person


def test_all_active_members_are_invited_by_rows_of_their_own(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        invited = set(MeetingInvitation.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    assert invited == {cast.physician, cast.member, cast.newcomer}


def test_the_leader_chooses_who_is_invited(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        by = person(cast.physician)
        assert invite(meeting, persons=[cast.physician], by=by) == []
        assert invite(meeting, persons=[cast.member, cast.outsider, cast.rep], by=by) == [cast.member]
        assert set(meeting.invitations.values_list("person_id", flat=True)) == {cast.member}


def test_only_who_leads_plans_and_invites(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    for who in ("member", "outsider", "newcomer", "rep", "operator"):
        with acting(who), transaction.atomic():
            seen = Meeting.objects.filter(id=meeting.id).first()
            assert (seen is not None) == (who == "member")
            refused = NotAllowed if seen else RuleBroken
            with pytest.raises(refused), transaction.atomic():
                invite(meeting, persons=None, by=person(getattr(cast, who)))
            with pytest.raises(DatabaseError), transaction.atomic():
                plan_meeting(
                    Community(id=cast.circle),
                    details=details(timezone.now()),
                    by=person(getattr(cast, who)),
                    at=timezone.now(),
                )
            assert Meeting.objects.filter(id=meeting.id).update(title="Taken over") == 0


def test_moving_a_meeting_is_told_and_a_new_title_is_not(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        by = person(cast.physician)
        assert not change_meeting(meeting, details=details(meeting.starts_at), by=by)
        assert change_meeting(meeting, details=details(meeting.starts_at, title="Other"), by=by)
        assert not Event.objects.filter(verb="meeting.moved").exists()
        later = details(meeting.starts_at + timedelta(hours=1), title="Other")
        assert change_meeting(meeting, details=later, by=by)
        assert Event.objects.filter(verb="meeting.moved", subject_id=meeting.id).count() == 1
        assert Meeting.objects.get(id=meeting.id).sequence == 2


def test_cancelling_keeps_the_reason_and_can_be_undone(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        by = person(cast.physician)
        cancel_meeting(meeting, why="Strike of the railways", by=by, at=timezone.now())
        stored = Meeting.objects.get(id=meeting.id)
        assert (stored.state, stored.why_cancelled) == (State.CANCELLED, "Strike of the railways")
        with pytest.raises(RuleBroken), transaction.atomic():
            invite(stored, persons=None, by=by)
    with acting("physician"):
        restore_meeting(stored, by=person(cast.physician))
        assert Meeting.objects.get(id=meeting.id).state == State.PLANNED


def test_a_meeting_without_a_reason_is_never_cancelled(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"), pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(id=meeting.id).update(cancelled_at=timezone.now())


def test_what_is_held_is_neither_cancelled_nor_moved(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"):
        by = person(cast.physician)
        note_attendance(meeting, outcomes={cast.member: "came"}, by=by)
        assert meeting.state == State.HELD
        with pytest.raises(RuleBroken), transaction.atomic():
            cancel_meeting(meeting, why="Too late", by=by, at=timezone.now())
        with pytest.raises(RuleBroken), transaction.atomic():
            change_meeting(meeting, details=details(timezone.now()), by=by)


def test_a_leader_cannot_say_by_hand_that_a_meeting_was_held(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"), pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(id=meeting.id).update(held_at=timezone.now(), head_count=9)
