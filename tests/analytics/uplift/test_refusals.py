"""Each rule of when not to answer takes every number away, from charts, tables, sentences and JSON (A13.04)."""

import json
import re
from dataclasses import asdict, replace

import numpy as np
import pytest

from analytics.uplift import checks_in_words, effect_in_words, sentences
from analytics.uplift.answerable import INSUFFICIENT, TRENDS_DIFFER
from analytics.uplift.charts import charts
from analytics.uplift.panel import NEVER, Panel
from analytics.uplift.released import Released, release
from analytics.uplift.spec import Spec
from analytics.uplift.store import Costs, Inputs
from analytics.uplift.stored_report import stored_report
from analytics.uplift.tables import TABLES

MONTHS = 34
QUALITY = dict.fromkeys(
    (
        "accounts", "without_sales", "other_currency", "other_project", "customer_months", "missing_months",
        "negative_months", "members", "members_short_before", "members_zero_before",
    ),
    0,
)  # fmt: skip


def panel(members: int = 60, controls: int = 60, *, joins: int = 14, drift: float = 0.0) -> Panel:
    """Members join in one month and gain five; `drift` is what they gain each month in any case."""
    random = np.random.default_rng(5)
    joined = np.array([joins] * members + [NEVER] * controls, dtype=np.int64)
    months = np.arange(1, MONTHS + 1)
    noise = random.normal(0, 1, (len(joined), MONTHS))
    sales = 100 + noise + np.where(joined[:, None] <= months, 5.0, 0.0)
    sales += drift * (joined[:, None] != NEVER) * months
    return Panel(
        sales=sales,
        first_treated=joined,
        months=tuple(f"20{at // 12:02d}-{at % 12 + 1:02d}" for at in range(MONTHS)),
    )


def released(one: Panel, spec: Spec | None = None) -> Released:
    return release(stored(one, spec))


def stored(one: Panel, spec: Spec | None = None, regions: tuple[str, ...] = ()) -> str:
    """What a run on this panel keeps."""
    inputs = Inputs(
        panel=one,
        others=None,
        currency="EUR",
        costs=Costs(amount=1000, entries=1, elsewhere=0, margin=40),
        members=(),
        places={"region": regions or ("",) * len(one.sales), "country": ("",) * len(one.sales)},
        quality=QUALITY,
        digest="x",
    )
    chosen = spec or Spec(missing="pairs", bands=False)
    return stored_report(inputs, chosen, kept={}, keep=lambda _name, _outcome: None)


def clustered(treated_clusters: int) -> Panel:
    one = panel()
    clusters = np.where(one.first_treated == NEVER, 1000, 0) + np.arange(120) % treated_clusters
    return replace(one, clusters=clusters.astype(np.int64))


REFUSED = {
    "members": (panel(members=29), None),
    "controls": (panel(controls=29), None),
    "pre_months": (panel(joins=6), None),
    "post_months": (panel(joins=MONTHS - 4), None),
    "treated_clusters": (clustered(19), Spec(missing="pairs", bands=False, cluster="group")),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_below_a_threshold_there_is_no_number_anywhere(rule: str) -> None:
    found = released(*REFUSED[rule])
    assert found.verdict == INSUFFICIENT
    assert rule in {reason["rule"] for reason in found.reasons}
    assert charts(found) == {}
    assert all(not make(found).rows for make in TABLES.values())
    said = [sentences.headline(found), effect_in_words.effect(found), effect_in_words.disagreement(found)]
    said += [checks_in_words.sensitivity(found), checks_in_words.relative(found)]
    assert said == [""] * 5
    # Too few clusters leave a permutation p, and nothing else does.
    told_all_the_same = ("permutation",) if rule == "treated_clusters" else ()
    shown = {
        key: value
        for key, value in asdict(found).items()
        if key not in ("reasons", "n", "spec", "months", "quality", "costs", *told_all_the_same)
    }
    assert not re.search(r"\d", json.dumps(shown)), shown


def test_at_the_threshold_it_is_answered() -> None:
    for one, spec in (
        (panel(members=30, controls=30), None),
        (clustered(20), REFUSED["treated_clusters"][1]),
    ):
        found = released(one, spec)
        assert found.verdict != INSUFFICIENT, found.reasons
        assert found.event_study


def test_where_trends_differed_before_no_estimate_is_left_and_the_range_leads() -> None:
    found = released(panel(drift=0.2))
    assert found.verdict == TRENDS_DIFFER
    assert (found.overall, found.variants, found.naive, found.returns, found.arms) == (
        None,
        [],
        None,
        None,
        [],
    )
    assert "straight line" in checks_in_words.sensitivity(found)
    assert checks_in_words.relative(found) == ""
    assert set(charts(found)) <= {"event_study", "indexed"}


def test_whole_regions_are_told_where_enough_of_them_never_opened_and_else_why_not() -> None:
    one = panel(members=60, controls=120)
    regions = tuple(f"R{at // 12}" for at in range(180))
    found = release(stored(one, regions=regions))
    row = next(row for row in TABLES["estimators"](found).rows if "whole regions" in row[0])
    assert row[2] < 5 < row[3]
    assert "5 places" in row[4]
    assert "10 places" in row[4]
    assert checks_in_words.places(found) == ""
    everywhere = released(one)
    assert not any("whole regions" in row[0] for row in TABLES["estimators"](everywhere).rows)
    assert "needs 10 regions without any member, and there are 0" in checks_in_words.places(everywhere)
    assert checks_in_words.places(release(stored(panel(drift=0.2), regions=regions[:120]))) == ""
