"""The attendance record, by the leader in one go and by a member for herself (A4.02)."""

import pytest
from django.db import DatabaseError, transaction

from communities.meetings.attendance import Attendance
from communities.meetings.attending import check_in, excuse, note_attendance, take_back
from communities.meetings.meeting import Meeting
from communities.meetings.planning import cancel_meeting, invite
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import THEN, Cast
from tests.communities.conftest import Acting, Plan, person


def outcomes_of(meeting: Meeting) -> dict[object, str]:
    return dict(Attendance.objects.filter(meeting=meeting).values_list("person_id", "outcome"))


def test_the_leader_notes_all_in_one_go_and_may_correct(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"):
        by = person(cast.physician)
        first = {cast.physician: "came", cast.member: "came", cast.newcomer: "absent"}
        assert note_attendance(meeting, outcomes=first, by=by) == 2
        held_at = meeting.held_at
        second = {cast.physician: "came", cast.member: "excused"}
        assert note_attendance(meeting, outcomes=second, by=by) == 1
        assert outcomes_of(meeting) == second
        assert (meeting.held_at, meeting.head_count) == (held_at, 1)


def test_nobody_without_a_seat_is_on_record(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"):
        people = {cast.physician: "came", cast.outsider: "came", cast.rep: "came"}
        assert note_attendance(meeting, outcomes=people, by=person(cast.physician)) == 1


def test_who_came_without_an_invitation_counts_too(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"):
        by = person(cast.physician)
        invite(meeting, persons=[cast.physician], by=by)
        assert note_attendance(meeting, outcomes={cast.physician: "came", cast.member: "came"}, by=by) == 2


def test_a_meeting_to_come_is_not_on_record(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=1)
    with acting("physician"), pytest.raises(RuleBroken, match="not_yet_begun"), transaction.atomic():
        note_attendance(meeting, outcomes={cast.member: "came"}, by=person(cast.physician))


def test_a_member_checks_in_for_herself_and_takes_it_back(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-0.5)
    with acting("member"):
        check_in(meeting)
        assert outcomes_of(meeting) == {cast.member: "came"}
        take_back(meeting)
        assert outcomes_of(meeting) == {}


@pytest.mark.parametrize("days", [-1.5, 0.5])
def test_the_door_is_open_around_the_meeting_only(acting: Acting, plan: Plan, days: float) -> None:
    meeting = plan("circle", days=days)
    with acting("member"), pytest.raises(RuleBroken, match="not_the_time_to_check_in"), transaction.atomic():
        check_in(meeting)


def test_a_member_excuses_herself_before_and_not_afterwards(acting: Acting, plan: Plan) -> None:
    ahead, past = plan("circle", days=3), plan("circle", days=-0.5)
    with acting("member"):
        excuse(ahead)
        assert list(outcomes_of(ahead).values()) == ["excused"]
        with pytest.raises(RuleBroken, match="meeting_is_over"), transaction.atomic():
            excuse(past)


def test_the_leaders_record_stands(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-0.5)
    with acting("physician"):
        note_attendance(meeting, outcomes={cast.member: "absent"}, by=person(cast.physician))
    with acting("member"), pytest.raises(RuleBroken, match="attendance_is_recorded"), transaction.atomic():
        check_in(meeting)


def test_nobody_checks_in_to_what_is_cancelled(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-0.1)
    with acting("physician"):
        cancel_meeting(meeting, why="Ill", by=person(cast.physician), at=THEN)
    with acting("member"), pytest.raises(RuleBroken, match="meeting_is_cancelled"), transaction.atomic():
        check_in(meeting)


def test_a_member_sees_her_own_line_and_no_other(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-1)
    with acting("physician"):
        people = {cast.physician: "came", cast.member: "came", cast.newcomer: "absent"}
        note_attendance(meeting, outcomes=people, by=person(cast.physician))
    with acting("member"):
        assert outcomes_of(meeting) == {cast.member: "came"}
        assert Meeting.objects.get(id=meeting.id).head_count == 2


@pytest.mark.parametrize("who", ["outsider", "newcomer", "rep", "colleague", "manager", "admin", "operator"])
def test_outside_nobody_sees_or_writes_any(cast: Cast, acting: Acting, plan: Plan, who: str) -> None:
    meeting = plan("circle", days=-0.1)
    with acting("physician"):
        note_attendance(meeting, outcomes={cast.newcomer: "came"}, by=person(cast.physician))
    with acting(who):
        assert not Attendance.objects.exists()
        with pytest.raises(RuleBroken), transaction.atomic():
            check_in(meeting)
        with pytest.raises(RuleBroken), transaction.atomic():
            excuse(meeting)
        with pytest.raises((RuleBroken, NotAllowed)), transaction.atomic():
            note_attendance(meeting, outcomes={}, by=person(getattr(cast, who)))


def test_attendance_is_not_written_past_its_functions(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=-0.1)
    with acting("member"):
        check_in(meeting)
        with pytest.raises(DatabaseError), transaction.atomic():
            Attendance.objects.filter(meeting=meeting).update(outcome="excused")
        with pytest.raises(DatabaseError), transaction.atomic():
            Attendance.objects.filter(meeting=meeting).delete()
