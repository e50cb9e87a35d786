"""Checks of many communities are stored in lots, each figure and finding with its own community (A7)."""

from random import Random
from typing import Any

import pytest
from django.utils import timezone

from analytics.health import storing
from analytics.health.checking import check_all, last_days
from analytics.health.health_part import HealthPart
from analytics.health.health_run import HealthRun
from analytics.health.indicators import BY_KEY
from analytics.health.judging import judge
from analytics.health.measuring import measure
from communities.community.kinds import Kind
from tenancy.wall.loading import OWNER, loading
from tests.analytics.health.histories import make, write
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_each_part_holds_what_was_measured(cast: Cast, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(storing, "AT_ONCE", at_once)
    world = make(Random(5), tenant=cast.ardenne, remover=cast.operator, communities=10)
    write(world)
    period, now = last_days(today=timezone.localdate()), timezone.now()
    measured = measure(cast.ardenne, period=period, asked_at=now)
    stored = check_all(cast.ardenne, period=period, asked_at=now)
    with loading([HealthRun, HealthPart]):
        runs = list(HealthRun.objects.using(OWNER).filter(last_day=period.last))
        parts = list(HealthPart.objects.using(OWNER).filter(run__last_day=period.last))
    assert len(runs) == stored == sum(1 for figures in measured.values() if figures["members"])
    assert {run.kind for run in runs} >= {Kind.CUSTOMER, Kind.INDUCED_COP}
    for run in runs:
        figures: dict[str, float | None] = {}
        codes: list[tuple[int, str, Any]] = []
        for part in (part for part in parts if part.run_id == run.id):
            figures |= dict(zip(part.indicators, part.figures, strict=True))
            codes += [(one["rank"], one["code"], one["evidence"]) for one in part.findings]
            assert all(BY_KEY[key].for_members == part.for_members for key in part.indicators)
        verdict = judge(measured[run.community_id], kind=run.kind)
        assert figures == measured[run.community_id]
        assert run.word == verdict.word
        assert sorted(codes) == [
            (rank, one.code, dict(one.evidence)) for rank, one in enumerate(verdict.findings, start=1)
        ]
