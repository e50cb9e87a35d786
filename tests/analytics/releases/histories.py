"""Random lives of many communities in the database, and a second reckoning of what may be released of them.

The second reckoning is made of sets and lists of people, apart from the product's; only the rule is shared.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from analytics.health.measuring import Period
from analytics.releases.figures import ACTIVE, CONTRIBUTORS, MEMBERS
from analytics.releases.preparing import cross_due, freeze_cohorts, store_month
from analytics.releases.rule import Shown, count_of, is_carried, share_of, turn_of
from communities.community.community import Community
from communities.community.kinds import Kind, MemberState, Stage
from communities.community.membership import Membership
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from tenancy.people.person import Person
from tenancy.wall.loading import loading
from tests.analytics.releases.conftest import person_of, seat_of
from tests.cast import Cast

MONTHS = tuple(
    Period(date(2026, at, 1), date(2026, at + 1, 1) - timedelta(days=1)) for at in (6, 7, 8, 9, 10)
)
LONG_AGO = datetime(2026, 4, 1, tzinfo=UTC)


@dataclass
class Group:
    """A frozen group: for each of its people what was counted of her month by month, and since when she is gone."""

    since: date
    counted: dict[UUID, list[bool]]
    gone: dict[UUID, int] = field(default_factory=dict)

    def count(self, *, wrote: set[UUID], present: set[UUID]) -> int:
        """How many of the group are counted as writing in the next month."""
        for person, before in self.counted.items():
            if person in present or not before:
                before.append(person in wrote)
            else:
                stayed = self.gone.setdefault(person, len(before))
                before.append(before[len(before) % stayed])
        return sum(before[-1] for before in self.counted.values())


@dataclass
class Life:
    """One community: who is in, which groups were frozen, and what the rule says of each month."""

    id: UUID
    thread: UUID
    inside: set[UUID] = field(default_factory=set)
    groups: list[Group] = field(default_factory=list)
    shown: dict[tuple[date, str], Shown | None] = field(default_factory=dict)

    def reckon(self, month: date, *, at_first: set[UUID], wrote: set[UUID]) -> None:
        """The figures of a month at whose beginning `at_first` were members, and in which `wrote` still stands."""
        group = next((one for one in self.groups if is_carried(len(at_first ^ one.counted.keys()))), None)
        group = group or Group(month, {person: [] for person in at_first})
        self.groups = [group, *(one for one in self.groups if one is not group)]
        size, count = len(group.counted), group.count(wrote=wrote, present=self.inside)
        self.shown[month, MEMBERS] = count_of(size)
        for figure in (ACTIVE, CONTRIBUTORS):
            turn = turn_of(self.id, group.since, figure)
            self.shown[month, figure] = share_of(count, of=size, turn=turn)


@dataclass
class Firm:
    """Many such communities of one firm, in the database."""

    cast: Cast
    lives: list[Life]
    rng: random.Random

    @classmethod
    def founded(cls, cast: Cast, *, communities: int, seed: int) -> "Firm":
        """Active customer communities of 12 to 45 members each."""
        lives = [Life(uuid4(), uuid4()) for _ in range(communities)]
        firm = cls(cast, lives, random.Random(seed))
        with loading([Community, Thread]):
            Community.objects.using("owner").bulk_create(
                Community(
                    tenant_id=cast.ardenne,
                    id=life.id,
                    kind=Kind.CUSTOMER,
                    slug=life.id.hex,
                    name=life.id.hex,
                    stage=Stage.ACTIVE,
                    stage_since=LONG_AGO.date(),
                    created_at=LONG_AGO,
                )
                for life in lives
            )
            Thread.objects.using("owner").bulk_create(
                Thread(
                    tenant_id=cast.ardenne,
                    community_id=life.id,
                    id=life.thread,
                    title="x",
                    created_at=LONG_AGO,
                    last_post_at=LONG_AGO,
                )
                for life in lives
            )
        firm.join([(life, firm.rng.randint(12, 45)) for life in lives], at=LONG_AGO)
        return firm

    def join(self, numbers: Iterable[tuple[Life, int]], *, at: datetime) -> None:
        """That many new members in each."""
        coming = [(life, uuid4()) for life, number in numbers for _ in range(number)]
        for life, person in coming:
            life.inside.add(person)
        with loading([Person, Membership]):
            Person.objects.using("owner").bulk_create(
                person_of(self.cast.ardenne, person, at=at) for _life, person in coming
            )
            Membership.objects.using("owner").bulk_create(
                seat_of(self.cast.ardenne, life.id, person, at=at) for life, person in coming
            )

    def leave(self, numbers: Iterable[tuple[Life, int]], *, at: datetime) -> set[UUID]:
        """That many go, and every other one has her words erased; returns those who had."""
        going = [(life, one) for life, n in numbers for one in self.rng.sample(sorted(life.inside), n)]
        for life, person in going:
            life.inside.remove(person)
        erased = {person for _life, person in going[::2]}
        with loading([Membership, Post]):
            Membership.objects.using("owner").filter(person_id__in=[one for _life, one in going]).update(
                state=MemberState.ENDED, ended_at=at
            )
            Post.objects.using("owner").filter(author_id__in=erased).update(author_id=None)
        return erased

    def live(self, month: Period) -> None:
        """A month: somebody writes, some come and go, and in the night after it the figures are stored and cross."""
        middle = datetime(month.first.year, month.first.month, 14, 9, tzinfo=UTC)
        at_first = {life.id: set(life.inside) for life in self.lives}
        # Each has her habit: mostly the same people write every month.
        wrote = {
            life.id: {one for one in life.inside if self.rng.random() < (0.9 if one.int % 2 else 0.1)}
            for life in self.lives
        }
        with loading([Post]):
            Post.objects.using("owner").bulk_create(
                self._post(life, person, number, middle)
                for life in self.lives
                for number, person in enumerate(wrote[life.id], start=month.first.month * 1000)
            )
        draw = self.rng.choice
        self.join([(life, draw((0, 0, 1, 9, 10, 11))) for life in self.lives], at=middle + timedelta(days=3))
        leaving = [(life, min(draw((0, 1, 2, 8, 10)), len(life.inside))) for life in self.lives]
        erased = self.leave(leaving, at=middle + timedelta(days=5))
        for life in self.lives:
            life.reckon(month.first, at_first=at_first[life.id], wrote=wrote[life.id] - erased)
        night = datetime.combine(month.last + timedelta(days=1), datetime.min.time(), UTC)
        freeze_cohorts(self.cast.ardenne, month.first, purpose="command")
        store_month(self.cast.ardenne, month, asked_at=night + timedelta(hours=3), purpose="command")
        cross_due(self.cast.ardenne, at=night + timedelta(days=8), purpose="command")

    def _post(self, life: Life, person: UUID, number: int, at: datetime) -> Post:
        return Post(
            tenant_id=self.cast.ardenne,
            community_id=life.id,
            thread_id=life.thread,
            author_id=person,
            number=number,
            body="x",
            body_html="x",
            search_text="x",
            created_at=at,
        )
