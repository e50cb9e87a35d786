"""Roles, leads, leaders' time, recognition, solutions, goals: the database counts what plain Python counts (A7.02)."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from analytics.health.measuring import Period, measure
from tests.analytics.health.practised import ZONES, Maker, write
from tests.analytics.health.practised_slowly import expected
from tests.cast import Cast

ASKED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAYS = (
    (date(2026, 9, 1), date(2026, 9, 30)),
    (date(2026, 7, 14), date(2026, 10, 2)),
    (date(2026, 3, 1), date(2026, 3, 31)),
    (date(2025, 12, 2), date(2026, 1, 1)),
)
COMMUNITIES = 30


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("seed", range(4))
def test_every_figure_agrees_with_a_slow_count(cast: Cast, seed: int) -> None:
    maker = Maker(Random(seed), tenant=cast.ardenne, days=DAYS[seed], zone=ZONES[seed])
    practised = [maker.community(number) for number in range(COMMUNITIES)]
    write(maker, practised)
    measured = measure(cast.ardenne, period=Period(*DAYS[seed]), asked_at=ASKED_AT)
    systems = {maker.people[0].id}
    for made in practised:
        wanted = expected(made, systems)
        found = measured[made.community.id]
        assert {name: found[name] for name in wanted} == wanted, (seed, made.community.kind)


@pytest.mark.usefixtures("committed")
def test_one_community_is_measured_alone_as_among_all(cast: Cast) -> None:
    maker = Maker(Random(9), tenant=cast.ardenne, days=DAYS[0], zone=ZONES[0])
    practised = [maker.community(number) for number in range(6)]
    write(maker, practised)
    for made in practised:
        one = measure(cast.ardenne, period=Period(*DAYS[0]), asked_at=ASKED_AT, community=made.community.id)
        wanted = expected(made, {maker.people[0].id})
        assert set(one) == {made.community.id}
        assert {name: one[made.community.id][name] for name in wanted} == wanted
