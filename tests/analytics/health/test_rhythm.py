"""How often a community is checked is its own choice (A7.01: period configurable)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from analytics.health.checking import check_due
from analytics.health.health_default import HealthDefault
from analytics.health.health_rhythm import HealthRhythm, Months
from analytics.health.health_run import HealthRun
from analytics.health.measuring import Period
from analytics.health.rhythm import choose_default, default_rhythm, last_period
from tenancy.events.event import Event
from tenancy.people.person import Person
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


def test_communities_go_by_the_default_of_the_firm_unless_they_chose(cast: Cast, acting: Acting) -> None:
    with acting("manager"):
        _choose(cast.manager, Months.HALF)
    with acting("physician"):
        call("choose_health_rhythm", cast.circle, 1)
    assert _checked(cast) > 1
    with acting_for(cast.ardenne, cast.operator):
        first_days = dict(HealthRun.objects.values_list("community_id", "first_day"))
    assert first_days.pop(cast.circle) == date(2026, 12, 1)
    assert set(first_days.values()) == {date(2026, 7, 1)}


def test_a_community_that_gives_its_choice_up_goes_by_the_default_again(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    page = f"{cast.surface_of('physician')}communities/circle/health/rhythm/"
    client = client_of("physician")
    for months, rows in (("3", 1), ("", 0), ("", 0)):
        assert client.post(page, {"months": months}).status_code == 302
        with acting("member"):
            assert HealthRhythm.objects.count() == rows


def test_manager_and_administrator_choose_the_default_and_its_history_stays(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    page = f"{cast.surface_of('manager')}settings/checks/"
    assert "Nobody has chosen yet" in client_of("manager").get(page).content.decode()
    assert client_of("manager").post(page, {"months": "3"}).status_code == 302
    for months in ("12", "12"):  # the second one changes nothing
        assert client_of("admin").post(page, {"months": months}).status_code == 302
    assert client_of("admin").post(page, {"months": "5"}).status_code == 400
    with acting("member"):
        assert default_rhythm() == Months.YEAR
    with acting("admin"):
        assert list(HealthDefault.objects.order_by("id").values_list("months", flat=True)) == [3, 12]
        told = Event.objects.filter(verb="health.default_chosen").order_by("at")
        assert [event.ids["months"] for event in told] == [3, 12]
    content = client_of("admin").get(page).content.decode()
    assert content.index("every year</td>") < content.index("every quarter</td>")


@pytest.mark.parametrize("who", ["rep", "physician", "member", "operator"])
def test_others_cannot_choose_the_default(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client], who: str
) -> None:
    assert client_of(who).get(f"{cast.surface_of(who)}settings/checks/").status_code in (403, 404)
    with pytest.raises(DatabaseError), acting(who):
        _choose(getattr(cast, who), Months.YEAR)


def test_another_tenant_does_not_see_it(cast: Cast, acting: Acting) -> None:
    with acting("manager"):
        _choose(cast.manager, Months.HALF)
    with acting("rival"):
        assert default_rhythm() == Months.MONTH


def _choose(person: Any, months: Months) -> None:
    choose_default(months, by=Person.objects.get(id=person), at=datetime(2026, 5, 1, tzinfo=UTC))


def _checked(cast: Cast) -> int:
    asked_at = datetime(2027, 1, 4, tzinfo=UTC)
    return check_due(cast.ardenne, today=asked_at.date(), asked_at=asked_at, purpose="command")


def _seen(acting: Acting, who: str) -> bool:
    with acting(who):
        return HealthRhythm.objects.exists()
