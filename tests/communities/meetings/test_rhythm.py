"""The rhythm of a community: set by its leader, the same hour on the clock in summer and winter (A14.19)."""

from datetime import UTC, date, datetime, time
from itertools import islice

import pytest
from django.db import DatabaseError, transaction

from communities.community.community import Community
from communities.meetings.keeping_rhythm import dates_of, rhythm_of, set_rhythm
from communities.meetings.rhythm import Rhythm
from tests.cast import THEN, Cast
from tests.communities.conftest import Acting, person


def keep(cast: Cast, who: str, weeks: int | None = 4) -> Rhythm:
    return set_rhythm(
        Community.objects.get(id=cast.cop),
        weeks=weeks,
        starts_on=date(2026, 3, 5),
        time_of_day=time(17, 0),
        zone="Europe/Zurich",
        by=person(getattr(cast, who)),
        at=THEN,
    )


def test_dates_keep_the_hour_on_the_clock_across_summer_time(cast: Cast, acting: Acting) -> None:
    with acting("leader"):
        rhythm = keep(cast, "leader")
        first = list(islice(dates_of(rhythm, after=datetime(2026, 3, 5, 16, tzinfo=UTC)), 2))
    assert first == [datetime(2026, 4, 2, 15, tzinfo=UTC), datetime(2026, 4, 30, 15, tzinfo=UTC)]


def test_dates_begin_with_the_rhythm(cast: Cast, acting: Acting) -> None:
    with acting("leader"):
        rhythm = keep(cast, "leader")
    assert next(dates_of(rhythm, after=datetime(2025, 1, 1, tzinfo=UTC))) == datetime(
        2026, 3, 5, 16, tzinfo=UTC
    )


def test_without_weeks_there_are_no_dates(cast: Cast, acting: Acting) -> None:
    with acting("leader"):
        keep(cast, "leader")
        keep(cast, "leader", weeks=None)
        latest = rhythm_of(Community(id=cast.cop))
    assert latest is not None
    assert not list(dates_of(latest, after=THEN))


def test_only_who_leads_sets_it_and_members_see_it(cast: Cast, acting: Acting) -> None:
    with acting("leader"):
        keep(cast, "leader")
    with acting("rep"):
        assert Rhythm.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            keep(cast, "rep")
    with acting("colleague"):
        assert not Rhythm.objects.exists()


def test_what_held_before_stays_as_it_was(cast: Cast, acting: Acting) -> None:
    with acting("leader"):
        keep(cast, "leader")
        with pytest.raises(DatabaseError), transaction.atomic():
            Rhythm.objects.update(weeks=8)
