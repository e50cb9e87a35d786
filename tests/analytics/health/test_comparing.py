"""Leaders compare with the middle half of like communities, of ten at least, and learn of no single one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from random import Random
from statistics import quantiles
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from analytics.health.checking import check_all, last_days
from analytics.health.health_figure import HealthFigure
from tenancy.wall.functions import call_rows
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import acting_for
from tests.analytics.health.histories import World, make, write
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def world(cast: Cast) -> World:
    """Sixteen customer communities, checked over the thirty days to today as the circle is."""
    made = make(Random(4), tenant=cast.ardenne, remover=cast.operator, communities=16)
    for history in made.histories:
        history.community.name = f"Secret {history.community.name}"
    write(made)
    period = last_days(today=timezone.localdate())
    made.days = (period.first, period.last)
    check_all(cast.ardenne, period=period, asked_at=timezone.now())
    return made


def bands(cast: Cast, world: World, *, fewest: int = 10) -> dict[str, tuple[float, float, int]]:
    rows = call_rows("health_bands", cast.circle, *world.days, fewest)
    return {indicator: (low, high, others) for indicator, low, high, others in rows}


def test_the_band_is_the_middle_half_of_the_others(cast: Cast, acting: Acting, world: World) -> None:
    """A7: comparison without ranking."""
    with acting("operator"):
        rows = HealthFigure.objects.filter(
            indicator="members", kind="customer", value__isnull=False, run__last_day=world.days[1]
        ).exclude(community_id=cast.circle)
        members = [value for value in rows.values_list("value", flat=True) if value is not None]
    low, _middle, high = quantiles(members, n=4, method="inclusive")
    with acting("physician"):
        assert bands(cast, world)["members"] == (low, high, len(members))


def test_fewer_than_ten_others_say_nothing_whatever_is_asked(
    cast: Cast, acting: Acting, world: World
) -> None:
    with acting("physician"):
        found = bands(cast, world, fewest=1)
        assert found
        assert min(others for _low, _high, others in found.values()) >= 10
        assert not bands(cast, world, fewest=100)


@pytest.mark.parametrize("who", ["member", "outsider", "rep", "manager", "admin", "office", "rival"])
def test_only_leader_and_operator_compare(cast: Cast, acting: Acting, who: str) -> None:
    with pytest.raises(NotAllowed), acting(who):
        call_rows("health_bands", cast.circle, "2026-01-01", "2026-01-31", 10)


def test_a_command_without_a_person_compares_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed), acting_for(cast.ardenne, purpose="command"):
        call_rows("health_bands", cast.circle, "2026-01-01", "2026-01-31", 10)


def test_the_page_shows_the_band_to_the_leader_alone(
    cast: Cast, client_of: Callable[[str], Client], world: World
) -> None:
    pages = {
        who: client_of(who).get(f"{cast.surface_of(who)}communities/circle/health/").content.decode()
        for who in ("physician", "member")
    }
    assert "Middle half of others" in pages["physician"]
    assert "Middle half of others" not in pages["member"]
    assert not any("Secret" in page for page in pages.values())
