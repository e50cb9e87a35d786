"""All figures of meetings and promises once more, row by row, written from the definitions and not from the SQL."""

from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from communities.actions.action_item import ActionItem
from communities.meetings.meeting import Meeting
from communities.meetings.rhythm import Rhythm
from tests.analytics.health.histories import History, World

DAY = timedelta(days=1)


class SlowlyGathered:
    """What one community's meetings and actions come to."""

    def __init__(self, world: World, history: History) -> None:
        self.world, self.rows = world, history.gatherings
        self.first, self.last = world.days
        self.since, self.until = world.start_of(self.first), world.start_of(self.last + DAY)

    def figures(self) -> dict[str, Any]:
        """What a check must say."""
        return self._rhythm() | self._attendance() | self._actions()

    def came_in_period(self) -> set[Any]:
        """Who attended a meeting or did what was agreed in the period."""
        meetings = {one.id: one for one in self.rows.meetings if not one.cancelled_at}
        came = {
            row.person_id
            for row in self.rows.attendances
            if row.outcome == "came"
            and row.meeting_id in meetings
            and self._in(meetings[row.meeting_id].starts_at)
        }
        done = {
            a.owner_id
            for a in self.rows.actions
            if a.outcome == "done" and a.closed_at and self._in(a.closed_at)
        }
        return came | done

    def first_came(self, person: Any, *, since: datetime, until: datetime) -> bool:
        """Whether she attended a meeting between two moments."""
        meetings = {one.id: one.starts_at for one in self.rows.meetings if not one.cancelled_at}
        return any(
            row.person_id == person
            and row.outcome == "came"
            and row.meeting_id in meetings
            and since <= meetings[row.meeting_id] < until
            for row in self.rows.attendances
        )

    def _in(self, moment: datetime) -> bool:
        return self.since <= moment < self.until

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.world.zone).date()

    def _rhythm(self) -> dict[str, Any]:
        days = [self.first + DAY * n for n in range((self.last - self.first).days + 1)]
        ruling = {day: self._rhythm_on(day) for day in days}
        under = {day: one for day, one in ruling.items() if one and one.weeks}
        before = [one for one in self.rows.meetings if one.starts_at < self.until]
        if not under and not before:
            return dict.fromkeys(
                ("meetings_held", "meetings_planned", "rhythm_kept", "days_since_meeting", "rhythm_days"),
                None,
            ) | {"days_without_meeting": None}
        held = [one for one in before if one.held_at]
        met = [one for one in held if self._in(one.starts_at)]
        scheduled = [one for one in before if self._in(one.starts_at)]
        meant = [
            day for day, one in under.items() if (day - one.starts_on).days % (7 * (one.weeks or 1)) == 0
        ]
        planned = len(meant) if under else len(scheduled)
        since = (self.until - max(one.starts_at for one in held)) // DAY if held else None
        last = under.get(self.last)
        age = (self.last + DAY - last.starts_on) // DAY if last else None
        return {
            "meetings_held": len(met),
            "meetings_planned": planned,
            "rhythm_kept": min(1, round(len(met) / planned, 4)) if planned else None,
            "days_since_meeting": since,
            "rhythm_days": 7 * (last.weeks or 0) if last else None,
            "days_without_meeting": None if age is None else age if since is None else min(since, age),
        }

    def _rhythm_on(self, day: date) -> Rhythm | None:
        """The rhythm set last among those that had begun by then."""
        known = [one for one in self.rows.rhythms if one.set_at < self.until and one.starts_on <= day]
        return max(known, key=lambda one: (one.set_at, one.id), default=None)

    def _attendance(self) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for form in ("face_to_face", "virtual"):
            held = [m for m in self.rows.meetings if m.form == form and m.held_at and self._in(m.starts_at)]
            counted = [(invited, came) for invited, came in map(self._came, held) if invited]
            shares = [came / invited for invited, came in counted]
            figures[f"attendance_{form}"] = round(median(shares), 4) if shares else None
            figures[f"attended_{form}"] = len(shares) or None
            figures[f"invited_{form}"] = sum(invited for invited, _ in counted) or None
        return figures

    def _came(self, meeting: Meeting) -> tuple[int, int]:
        invited = {row.person_id for row in self.rows.invitations if row.meeting_id == meeting.id}
        came = {
            row.person_id
            for row in self.rows.attendances
            if row.meeting_id == meeting.id and row.outcome == "came"
        }
        return len(invited), len(invited & came)

    def _actions(self) -> dict[str, Any]:
        agreed = [action for action in self.rows.actions if action.opened_at < self.until]
        if not agreed:
            return dict.fromkeys(("actions_due", "actions_on_time", "open_actions", "actions_carried_often"))
        judged = [one for one in map(self._on_time, agreed) if one is not None]
        still = [a for a in agreed if a.closed_at is None or a.closed_at >= self.until]
        moved = [
            sum(move.action_id == action.id and move.at < self.until for move in self.rows.moves)
            for action in still
        ]
        return {
            "actions_due": len(judged),
            "actions_on_time": round(sum(judged) / len(judged), 4) if judged else None,
            "open_actions": len(still),
            "actions_carried_often": sum(number > 2 for number in moved),
        }

    def _on_time(self, action: ActionItem) -> bool | None:
        """Whether it was done by its first day in the period that still stood when it came; None if not due."""
        moves = [move for move in self.rows.moves if move.action_id == action.id]
        stood = [move.was_due_on for move in moves if self._day(move.at) > move.was_due_on]
        days = [day for day in (*stood, action.due_on) if self.first <= day <= self.last]
        if not days:
            return None
        day = min(days)
        closed = self._day(action.closed_at) if action.closed_at else None
        if action.outcome == "dropped" and closed and closed <= day:
            return None
        if action.outcome == "open" and day >= self._day(self.world.asked_at):
            return None
        return action.outcome == "done" and closed is not None and closed <= day
