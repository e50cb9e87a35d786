"""How often a community is checked is its own choice (A7.01: period configurable)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from analytics.health.checking import check_due
from analytics.health.health_rhythm import HealthRhythm, Months
from analytics.health.health_run import HealthRun
from analytics.health.measuring import Period
from analytics.health.rhythm import last_period
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import acting_for
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize(
    ("months", "today", "days"),
    [
        (Months.MONTH, date(2027, 1, 4), (date(2026, 12, 1), date(2026, 12, 31))),
        (Months.QUARTER, date(2027, 1, 4), (date(2026, 10, 1), date(2026, 12, 31))),
        (Months.YEAR, date(2027, 1, 4), (date(2026, 1, 1), date(2026, 12, 31))),
        (Months.QUARTER, date(2026, 12, 4), None),
        (Months.HALF, date(2026, 10, 1), None),
        (Months.HALF, date(2026, 7, 31), (date(2026, 1, 1), date(2026, 6, 30))),
    ],
)
def test_a_period_ends_where_the_year_divides_by_it(
    months: Months, today: date, days: tuple[date, date] | None
) -> None:
    assert last_period(months, today=today) == (Period(*days) if days else None)


def test_each_community_is_checked_over_its_own_period_once(cast: Cast, acting: Acting) -> None:
    with acting("physician"):
        call("choose_health_rhythm", cast.circle, 3)
    assert _checked(cast) == 3
    assert _checked(cast) == 0
    with acting_for(cast.ardenne, cast.operator):
        first_days = dict(HealthRun.objects.values_list("community_id", "first_day"))
    assert first_days.pop(cast.circle) == date(2026, 10, 1)
    assert set(first_days.values()) == {date(2026, 12, 1)}


def test_a_leader_chooses_on_the_page(cast: Cast, acting: Acting, client_of: Callable[[str], Client]) -> None:
    page = f"{cast.surface_of('physician')}communities/circle/health/"
    client = client_of("physician")
    assert "every quarter" in client.get(page).content.decode()
    for months in ("3", "12", "12"):
        assert client.post(f"{page}rhythm/", {"months": months}).status_code == 302
    assert client.post(f"{page}rhythm/", {"months": "5"}).status_code == 302
    with acting("member"):
        assert HealthRhythm.objects.get().months == Months.YEAR


@pytest.mark.parametrize("who", ["member", "outsider", "rep", "manager", "admin", "rival", "newcomer"])
def test_nobody_else_chooses(cast: Cast, acting: Acting, who: str) -> None:
    with pytest.raises(NotAllowed), acting(who):
        call("choose_health_rhythm", cast.circle, 3)
    assert not _seen(acting, who)


def _checked(cast: Cast) -> int:
    asked_at = datetime(2027, 1, 4, tzinfo=UTC)
    return check_due(cast.ardenne, today=asked_at.date(), asked_at=asked_at, purpose="command")


def _seen(acting: Acting, who: str) -> bool:
    with acting(who):
        return HealthRhythm.objects.exists()
