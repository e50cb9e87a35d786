"""All figures of discussions and people once more, slowly, written from the definitions and not from the SQL."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from communities.community.membership import Membership
from communities.discussions.post import Post
from tests.analytics.health.histories import History, World
from tests.analytics.health.slowly_gathered import SlowlyGathered

WEEK = timedelta(days=7)


class Slowly:
    """One community, looked at row by row."""

    def __init__(self, world: World, history: History) -> None:
        self.world, self.history = world, history
        first, last = world.days
        self.since, self.until = world.start_of(first), world.start_of(last + timedelta(days=1))
        self.system = {person.id for person in world.people if person.is_system}
        self.facts = {person.id: person for person in world.people}
        removed = {removal.post_id for removal in history.removals}
        self.counted = [
            post for post in history.posts if post.id not in removed and post.author_id not in self.system
        ]
        self.kept = {post.id for post in history.posts} - removed
        self.gathered = SlowlyGathered(world, history)
        self.asker = {thread.id: thread.author_id for thread in history.threads}

    def figures(self) -> dict[str, Any]:
        """What a check must say."""
        written = self._volume() | self._response()
        return written | self._people() | self._newcomers() | self._mixture() | self.gathered.figures()

    def _written(self) -> list[Post]:
        return [post for post in self.counted if self._in_period(post.created_at)]

    def _in_period(self, moment: datetime) -> bool:
        return self.since <= moment < self.until

    def _volume(self) -> dict[str, Any]:
        written = self._written()
        made = Counter(post.author_id for post in written if post.author_id)
        counts = sorted(made.values(), reverse=True)
        asked = {post.author_id for post in written if post.number == 1}
        gave = {
            post.author_id
            for post in written
            if post.number > 1 and self.asker[post.thread_id] != post.author_id
        }
        before = [post.created_at for post in self.counted if post.created_at < self.until]
        return {
            "topics": sum(post.number == 1 for post in written),
            "replies": sum(post.number > 1 for post in written),
            "contributors": len(made),
            "top10_share": _round(_top(counts)),
            "absence_factor": _absence(counts),
            "gini": _round(_gini(counts)),
            "reciprocity": _round(len((asked & gave) - {None}) / len(made)) if made else None,
            "days_since_contribution": (self.until - max(before)) // timedelta(days=1) if before else None,
        }

    def _response(self) -> dict[str, Any]:
        topics = [post for post in self._written() if post.number == 1]
        waits = {topic.id: self._wait(topic) for topic in topics}
        got = [wait for wait in waits.values() if wait is not None]
        old = [topic for topic in topics if topic.created_at + WEEK <= self.world.asked_at]
        late = [topic for topic in old if (wait := waits[topic.id]) is None or wait > WEEK]
        return {
            "topics_without_reply": len(topics) - len(got),
            "median_first_reply_hours": round(median(wait / timedelta(hours=1) for wait in got), 3)
            if got
            else None,
            "topics_a_week_old": len(old),
            "unanswered_after_7_days": _round(len(late) / len(old)) if old else None,
        }

    def _wait(self, topic: Post) -> timedelta | None:
        times = [
            post.created_at
            for post in self.counted
            if post.thread_id == topic.thread_id
            and post.number > 1
            and post.created_at <= self.world.asked_at
            if post.author_id is None or post.author_id != topic.author_id
        ]
        return min(times) - topic.created_at if times else None

    def _people(self) -> dict[str, Any]:
        seats, members = self._seats(), self._members()
        acted = {post.author_id for post in self._written()} | {
            reaction.person_id
            for reaction in self.history.reactions
            if reaction.post_id in self.kept and self._in_period(reaction.created_at)
        }
        acted |= self.gathered.came_in_period()
        year_ago = self.world.start_of(self.world.days[1] - timedelta(days=364))
        joiners = [seat for seat in seats if _joined(seat) >= year_ago]
        leavers = [
            seat
            for seat in seats
            if seat.state != "active" and seat.ended_at and year_ago <= seat.ended_at < self.until
        ]
        is_old = len(joiners) < len(seats)
        moved = (len(joiners) + len(leavers)) / len(members) if members and is_old else None
        leading = [seat for seat in members if seat.role in ("leader", "deputy")]
        led_by = {seat.person_id for seat in leading}
        opened = [post for post in self._written() if post.number == 1 and post.author_id in led_by]
        return {
            "members": len(members),
            "leaders_taking_part": _round(len(led_by & acted) / len(leading)) if leading else None,
            "leaders_topics": len(opened) if leading else None,
            "active_members": sum(seat.person_id in acted for seat in members),
            "leaders": sum(seat.role == "leader" for seat in members),
            "deputies": sum(seat.role == "deputy" for seat in members),
            "joiners": len(joiners),
            "leavers": len(leavers),
            "turnover": _round(moved),
        }

    def _seats(self) -> list[Membership]:
        return [
            seat
            for seat in self.history.seats
            if seat.person_id not in self.system and seat.joined_at and seat.joined_at < self.until
        ]

    def _members(self) -> list[Membership]:
        return [
            seat
            for seat in self._seats()
            if seat.state == "active" or (seat.ended_at and seat.ended_at >= self.until)
        ]

    def _newcomers(self) -> dict[str, Any]:
        first, after = (self.world.start_of(self.world.days[1] - timedelta(days=days)) for days in (120, 59))
        fresh = [seat for seat in self._seats() if first <= _joined(seat) < after]
        began = [
            seat
            for seat in fresh
            if any(
                post.author_id == seat.person_id
                and _joined(seat) <= post.created_at < _joined(seat) + timedelta(days=60)
                for post in self.counted
            )
            or self.gathered.first_came(
                seat.person_id, since=_joined(seat), until=_joined(seat) + timedelta(days=60)
            )
        ]
        part = _round(len(began) / len(fresh)) if fresh else None
        return {"newcomers": len(fresh), "newcomers_who_took_part": part}

    def _mixture(self) -> dict[str, Any]:
        people = [self.facts[seat.person_id] for seat in self._members()]
        functions = [person.job_function for person in people if person.job_function]
        countries = [person.country for person in people if person.country]
        return {
            "diversity_functions": _round(_blau(functions)),
            "functions_known": len(functions),
            "diversity_countries": _round(_blau(countries)),
            "countries_known": len(countries),
        }


def all_of(world: World) -> dict[UUID, dict[str, Any]]:
    """The figures of each community of the world."""
    return {one.community.id: Slowly(world, one).figures() for one in world.histories}


def _joined(seat: Membership) -> datetime:
    assert seat.joined_at is not None
    return seat.joined_at


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _top(counts: list[int]) -> float | None:
    return sum(counts[: math.ceil(len(counts) / 10)]) / sum(counts) if counts else None


def _absence(counts: list[int]) -> int | None:
    return next((n for n in range(1, len(counts) + 1) if 2 * sum(counts[:n]) >= sum(counts)), None)


def _gini(counts: list[int]) -> float | None:
    if not counts:
        return None
    return sum(abs(a - b) for a in counts for b in counts) / (2 * len(counts) * sum(counts))


def _blau(values: Iterable[str]) -> float | None:
    counts = Counter(values)
    return 1 - sum((n / counts.total()) ** 2 for n in counts.values()) if counts else None
