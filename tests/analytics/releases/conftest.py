"""A circle with as many members as a test wants, who join, leave and write when it says so."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from analytics.health.measuring import Period
from analytics.releases.preparing import cross_due, freeze_cohorts, store_month
from analytics.releases.release import Release
from analytics.releases.released_figure import ReleasedFigure
from communities.community.kinds import EntryRoute, Kind, MemberRole, MemberState
from communities.community.membership import Membership
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from tenancy.people.person import Party, Person
from tenancy.wall.loading import loading
from tenancy.wall.scope import acting_for
from tests.cast import VERIFIED, Cast

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LONG_AGO = datetime(2026, 4, 1, tzinfo=UTC)
COMMAND = "command"


def person_of(tenant: UUID, person: UUID, *, at: datetime) -> Person:
    """A physician whose verification lasts."""
    return Person(
        tenant_id=tenant,
        id=person,
        party=Party.CUSTOMER,
        display_name=f"Dr. {person.hex[:6]}",
        verified_until=VERIFIED,
        created_at=at,
    )


def seat_of(tenant: UUID, community: UUID, person: UUID, *, at: datetime) -> Membership:
    """Her membership of a customer community."""
    return Membership(
        tenant_id=tenant,
        community_id=community,
        kind=Kind.CUSTOMER,
        person_id=person,
        party=Party.CUSTOMER,
        role=MemberRole.MEMBER,
        state=MemberState.ACTIVE,
        entry_route=EntryRoute.INVITED,
        asked_at=at,
        joined_at=at,
    )


@dataclass
class World:
    """The circle of the cast. Its leader, Dr. Luca and Dr. Nils have been members since before the tests."""

    cast: Cast
    people: list[UUID] = field(default_factory=list)

    def join(self, number: int, *, at: datetime = LONG_AGO) -> list[UUID]:
        """That many new members."""
        ids = [uuid4() for _ in range(number)]
        circle, tenant = self.cast.circle, self.cast.ardenne
        with loading([Person, Membership]):
            Person.objects.using("owner").bulk_create([person_of(tenant, one, at=at) for one in ids])
            Membership.objects.using("owner").bulk_create(
                [seat_of(tenant, circle, one, at=at) for one in ids]
            )
        self.people += ids
        return ids

    def leave(self, people: list[UUID], *, at: datetime) -> None:
        """They end their membership."""
        with loading([Membership]):
            Membership.objects.using("owner").filter(person_id__in=people).update(
                state=MemberState.ENDED, ended_at=at
            )

    def write(self, people: list[UUID], *, at: datetime) -> None:
        """Each opens a topic, and the next one answers it an hour later."""
        threads, posts = [], []
        for place, author in enumerate(people):
            thread = self._thread(author, at)
            threads.append(thread)
            posts.append(self._post(thread, author, 1, at))
            if len(people) > 1:
                answerer = people[place - 1]
                posts.append(self._post(thread, answerer, 2, at + timedelta(hours=1)))
        with loading([Thread, Post]):
            Thread.objects.using("owner").bulk_create(threads)
            Post.objects.using("owner").bulk_create(posts)

    def _thread(self, author: UUID, at: datetime) -> Thread:
        return Thread(
            tenant_id=self.cast.ardenne,
            community_id=self.cast.circle,
            title="x",
            author_id=author,
            created_at=at,
            last_post_at=at,
        )

    def _post(self, thread: Thread, author: UUID, number: int, at: datetime) -> Post:
        return Post(
            tenant_id=self.cast.ardenne,
            community_id=self.cast.circle,
            thread_id=thread.id,
            author_id=author,
            number=number,
            body="x",
            body_html="x",
            search_text="x",
            created_at=at,
        )

    def release(self, month: Period, *, cross: bool = True) -> None:
        """What the worker does in the night after the month, and seven days later."""
        tenant = self.cast.ardenne
        freeze_cohorts(tenant, month.first, purpose=COMMAND)
        store_month(tenant, month, asked_at=_after(month), purpose=COMMAND)
        if cross:
            self.cross(month)

    def cross(self, month: Period) -> None:
        """Seven days later."""
        cross_due(self.cast.ardenne, at=_after(month) + timedelta(days=7), purpose=COMMAND)

    def told(self, who: str) -> dict[tuple[str, str], dict[str, Any] | None]:
        """The figures of the circle that a person's own query brings, by month and figure."""
        with acting_for(self.cast.ardenne, getattr(self.cast, who)):
            rows = ReleasedFigure.objects.filter(community_id=self.cast.circle)
            return {(f"{one.month:%Y-%m}", one.figure): one.shown for one in rows}

    def groups(self) -> dict[str, str]:
        """By month, the month in which the group was frozen that its figures are about."""
        with acting_for(self.cast.ardenne, self.cast.member):
            rows = Release.objects.filter(community_id=self.cast.circle)
            return {f"{one.month:%Y-%m}": f"{one.cohort_since:%Y-%m}" for one in rows}


def _after(month: Period) -> datetime:
    return datetime.combine(month.last + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=3)


@pytest.fixture
def world(cast: Cast, committed: None) -> World:
    """The circle before anybody else joins."""
    return World(cast)
