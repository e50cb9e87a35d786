"""Whatever happened in a community, the database counts what plain Python counts (A7.02)."""

from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics.health.measuring import Period, measure
from communities.discussions.activity_span import ActivitySpan
from tenancy.people.tenant import Tenant
from tenancy.wall.loading import OWNER, loading
from tests.analytics.health.histories import ZONES, Days, World, make, write
from tests.analytics.health.slowly import all_of
from tests.cast import Cast

COMMUNITIES = 30
NOVEMBER = date(2025, 11, 1), date(2025, 11, 30)
LAST_QUARTER = date(2025, 10, 1), date(2025, 12, 31)
YEAR = date(2025, 1, 1), date(2025, 12, 31)


@pytest.mark.usefixtures("committed")
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_every_figure_agrees_with_a_slow_count(cast: Cast, seed: int) -> None:
    world = make(Random(seed), tenant=cast.ardenne, remover=cast.operator, communities=COMMUNITIES)
    write(world)
    assert _differing(world) == {}, (seed, world.zone, world.days)


@pytest.mark.usefixtures("committed")
def test_sixty_days_are_sixty_days_where_the_clock_was_put_on(cast: Cast) -> None:
    """A meeting in the hour after the period that a newcomer's sixty days still reach."""
    world = make(Random(234332), tenant=cast.ardenne, remover=cast.operator, communities=COMMUNITIES)
    write(world)
    assert world.zone.key == "Pacific/Auckland"
    assert _differing(world) == {}


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("days", [NOVEMBER, LAST_QUARTER, YEAR])
@pytest.mark.parametrize("seed", range(4))
def test_whole_months_are_told_by_what_the_database_keeps(cast: Cast, seed: int, days: Days) -> None:
    """And so is each community by its posts."""
    world = _written(cast, seed=seed, days=days)
    assert _differing(world) == {}, world.zone
    one = world.histories[seed].community.id
    whole = measure(cast.ardenne, period=Period(*days), asked_at=world.asked_at)
    alone = measure(cast.ardenne, period=Period(*days), asked_at=world.asked_at, community=one)
    assert whole[one] == alone[one]


@pytest.mark.usefixtures("committed")
def test_what_is_kept_is_what_is_read_until_the_firm_keeps_its_days_elsewhere(cast: Cast) -> None:
    world = _written(cast, seed=7, days=NOVEMBER)
    with loading([ActivitySpan]):
        ActivitySpan.objects.using(OWNER).update(replies=F("replies") + 100)
    assert _differing(world)
    moved = next(zone for zone in ZONES if zone != world.zone.key)
    world.zone = ZoneInfo(moved)
    with loading([Tenant]):
        Tenant.objects.using(OWNER).filter(id=world.tenant).update(time_zone=moved)
    assert _differing(world) == {}


def _written(cast: Cast, *, seed: int, days: Days) -> World:
    world = make(Random(seed), tenant=cast.ardenne, remover=cast.operator, communities=COMMUNITIES, days=days)
    write(world)
    return world


def _differing(world: World) -> dict[str, tuple[object, object]]:
    """The figures of which the database says something else than the slow count, by community and name."""
    measured = measure(world.tenant, period=Period(*world.days), asked_at=world.asked_at)
    return {
        f"{community} {name}": (measured[community][name], figure)
        for community, wanted in all_of(world).items()
        for name, figure in wanted.items()
        if measured[community][name] != figure
    }
