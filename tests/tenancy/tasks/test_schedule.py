"""Periods: started once by whoever ticks first, caught up after a pause."""

from datetime import UTC, datetime, timedelta

import pytest

from tenancy.tasks.schedule import Job, start_due
from tests.cast import Cast

NIGHTLY = Job("test.nightly", every=timedelta(days=1), after=timedelta(hours=3))


@pytest.mark.parametrize(
    ("now", "period"),
    [
        (datetime(2026, 11, 21, 2, 59, tzinfo=UTC), datetime(2026, 11, 20, 3, tzinfo=UTC)),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), datetime(2026, 11, 21, 3, tzinfo=UTC)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), datetime(2028, 2, 29, 3, tzinfo=UTC)),
    ],
)
def test_a_period_begins_at_its_hour(now: datetime, period: datetime) -> None:
    assert NIGHTLY.period(now=now) == period


def test_two_clocks_start_a_period_once_and_a_missed_one_is_caught_up(cast: Cast) -> None:
    """F12."""
    now = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)
    assert start_due([NIGHTLY], now=now) == 2
    assert start_due([NIGHTLY], now=now + timedelta(seconds=30)) == 0
    assert start_due([NIGHTLY], now=now + timedelta(days=3, hours=7)) == 2
