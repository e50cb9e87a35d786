"""Whatever happened in a community, the database counts what plain Python counts (A7.02)."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics.health.measuring import Period, measure
from tests.analytics.health.histories import make, write
from tests.analytics.health.slowly import all_of
from tests.cast import Cast

COMMUNITIES = 30


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
    measured = measure(cast.ardenne, period=Period(*world.days), asked_at=world.asked_at)
    for community, wanted in all_of(world).items():
        assert {name: measured[community][name] for name in wanted} == wanted, (seed, world.zone, world.days)
