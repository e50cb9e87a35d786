"""What people promise in meetings: done, late, carried over, dropped, still open."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from communities.actions.action_item import ActionItem, Outcome
from communities.actions.carry_over import CarryOver
from communities.meetings.meeting import Meeting

if TYPE_CHECKING:
    from config.demo.gathering import Circle

MONTH = timedelta(days=28)
OWNERS = 9


def promise(circle: "Circle", held: Sequence[Meeting], ahead: Sequence[Meeting]) -> None:
    """One or two actions of each meeting held; those of the last two are partly open."""
    for number, meeting in enumerate(held):
        for _ in range(circle.dice.choice((1, 1, 2))):
            _action(circle, meeting, is_recent=number >= len(held) - 2, ahead=ahead)


def _action(circle: "Circle", meeting: Meeting, *, is_recent: bool, ahead: Sequence[Meeting]) -> None:
    assert meeting.held_at
    people = [
        one for one in circle.place.members[:OWNERS] if circle.place.joined[one.id] <= meeting.planned_at
    ]
    action = ActionItem(
        **circle.keys(),
        meeting_id=meeting.id,
        title=circle.dice.choice(circle.words["promises"]),
        owner_id=circle.dice.choice(people).id,
        due_on=(meeting.starts_at + circle.dice.choice((14, 21, 28)) * timedelta(days=1)).date(),
        opened_by_id=circle.place.leader.id,
        opened_at=meeting.held_at,
    )
    circle.world.rows.add(action)
    if circle.dice.random() < circle.pace.keeps and not (is_recent and circle.dice.random() < 0.7):
        _close(circle, action, days=-circle.dice.randrange(0, 9))
        return
    for _ in range(circle.dice.choice((0, 1, 1, 3)) if not is_recent else circle.dice.choice((0, 0, 1))):
        _move(circle, action, ahead=ahead)
    if not is_recent and circle.dice.random() < 0.8:
        _close(circle, action, days=circle.dice.randrange(1, 12))


def _move(circle: "Circle", action: ActionItem, *, ahead: Sequence[Meeting]) -> None:
    """Four weeks later, while that lies before today; then to the next meeting."""
    was, at = action.due_on, circle.world.clock.noon(action.due_on - timedelta(days=1))
    if at < action.opened_at or at >= circle.world.clock.now:
        return
    action.due_on = was + MONTH
    if ahead and action.due_on > circle.world.clock.today:
        action.next_meeting_id = ahead[0].id
    circle.world.rows.add(
        CarryOver(
            **circle.keys(),
            action_id=action.id,
            was_due_on=was,
            due_on=action.due_on,
            to_meeting_id=action.next_meeting_id,
            why=circle.dice.choice(circle.words["moved"]),
            by_id=action.owner_id,
            at=at,
        )
    )


def _close(circle: "Circle", action: ActionItem, *, days: int) -> None:
    """So many days after its day, if that has come."""
    at = max(
        circle.world.clock.noon(action.due_on + timedelta(days=days)), action.opened_at + timedelta(hours=9)
    )
    if at >= circle.world.clock.now - timedelta(hours=6):
        return
    action.closed_at = at
    action.outcome = Outcome.DROPPED if circle.dice.random() < 0.08 else Outcome.DONE
    words = "moved" if action.outcome == Outcome.DROPPED else "learnt"
    action.closing_words = circle.dice.choice(circle.words[words])
