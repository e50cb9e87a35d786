"""Made-up meetings and promises of a community: cancelled, moved, at the borders of days, seldom tidy."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4

from communities.actions.action_item import ActionItem, Outcome
from communities.actions.carry_over import CarryOver
from communities.community.membership import Membership
from communities.meetings.attendance import Attendance
from communities.meetings.attendance import Outcome as Came
from communities.meetings.meeting import Form, Meeting
from communities.meetings.meeting_invitation import MeetingInvitation
from communities.meetings.rhythm import Rhythm

TICK = timedelta(microseconds=1)
NAMES = ("rhythms", "meetings", "invitations", "attendances", "actions", "moves")
TABLES = (Rhythm, Meeting, MeetingInvitation, Attendance, ActionItem, CarryOver)


@dataclass
class Gatherings:
    """The rows of one community, as the database will hold them."""

    rhythms: list[Rhythm] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    invitations: list[MeetingInvitation] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    moves: list[CarryOver] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """The period: its days, the moments at which it begins and ends, and when it is asked about."""

    first: date
    last: date
    since: datetime
    until: datetime
    asked_at: datetime

    def day(self, dice: Random, *, back: int = 150) -> date:
        """Often a border of the period."""
        near = (self.first, self.last, self.last + timedelta(days=1), self.first - timedelta(days=1))
        return dice.choice((*near, self.first + timedelta(days=dice.randrange(-back, 60))))

    def moment(self, dice: Random) -> datetime:
        """Often a border of the period, else some hour of a day around it."""
        edge = dice.choice((self.since, self.until)) + dice.choice((-TICK, TICK * 0, TICK))
        some = self.since + timedelta(days=dice.randrange(-90, 60), seconds=dice.randrange(86_400))
        return dice.choice((edge, some, some, some))


def gather(dice: Random, around: Around, *, keys: dict[str, UUID], seats: list[Membership]) -> Gatherings:
    """Meetings and promises of the members of one community; `keys` are its tenant and id."""
    made = Gatherings()
    made.rhythms = [_rhythm(dice, around, keys) for _ in range(dice.choice((0, 0, 1, 2, 3)))]
    for _ in range(dice.choice((0, 0, 1, 3, 7))):
        _meeting(dice, around, keys, seats, made)
    if seats:
        for _ in range(dice.choice((0, 0, 2, 6))):
            _action(dice, around, keys, dice.choice(seats).person_id, made)
    return made


def _rhythm(dice: Random, around: Around, keys: dict[str, UUID]) -> Rhythm:
    return Rhythm(
        **keys,
        id=uuid4(),
        weeks=dice.choice((None, 1, 2, 3, 4, 12)),
        starts_on=around.day(dice, back=400),
        time_of_day=time(17),
        zone="UTC",
        set_at=around.moment(dice) - timedelta(days=dice.choice((0, 90, 300))),
    )


def _meeting(
    dice: Random, around: Around, keys: dict[str, UUID], seats: list[Membership], made: Gatherings
) -> None:
    joined = [seat.joined_at + timedelta(days=days) for seat in seats if seat.joined_at for days in (0, 60)]
    starts_at = dice.choice(joined) if joined and dice.random() < 0.3 else around.moment(dice)
    end = dice.choice(("held", "held", "held", "planned", "cancelled"))
    meeting = Meeting(
        **keys,
        id=uuid4(),
        title="",
        form=dice.choice(Form.values),
        starts_at=starts_at,
        zone="UTC",
        planned_at=starts_at,
        held_at=starts_at if end == "held" else None,
        head_count=0 if end == "held" else None,
        cancelled_at=starts_at if end == "cancelled" else None,
        why_cancelled="x" if end == "cancelled" else "",
    )
    made.meetings.append(meeting)
    below = {**keys, "meeting_id": meeting.id}
    for seat in seats:
        if dice.random() < 0.7:
            row = MeetingInvitation(**below, id=uuid4(), person_id=seat.person_id, invited_at=starts_at)
            made.invitations.append(row)
        if dice.random() < 0.6:
            outcome = dice.choice(Came.values)
            made.attendances.append(
                Attendance(**below, id=uuid4(), person_id=seat.person_id, outcome=outcome, noted_at=starts_at)
            )


def _action(dice: Random, around: Around, keys: dict[str, UUID], owner: UUID, made: Gatherings) -> None:
    opened_at = around.moment(dice) - timedelta(days=dice.choice((0, 20, 60)))
    outcome = dice.choice(Outcome.values)
    closed_at = None if outcome == Outcome.OPEN else max(opened_at, around.moment(dice))
    action = ActionItem(
        **keys,
        id=uuid4(),
        title="",
        owner_id=owner,
        due_on=around.day(dice),
        opened_at=opened_at,
        outcome=outcome,
        closed_at=closed_at,
        closing_words="x",
    )
    made.actions.append(action)
    moments = sorted(around.moment(dice) for _ in range(dice.choice((0, 0, 1, 2, 3, 4))))
    days = [*(around.day(dice) for _ in moments), action.due_on]
    for number, at in enumerate(moments):
        made.moves.append(
            CarryOver(
                **keys,
                id=uuid4(),
                action_id=action.id,
                was_due_on=days[number],
                due_on=days[number + 1],
                at=at,
            )
        )
