"""Regression and doubly robust: they remove selection on what is observed, and say when they cannot."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.uplift.panel import NEVER, Floats, Panel
from analytics.uplift.report import run
from analytics.uplift.spec import Spec
from tests.analytics.uplift.conftest import MakePanel


def selected(seed: int, *, customers: int = 1500) -> Panel:
    """Customers with a higher `size` join more often and grow faster anyway; joining adds two."""
    random = np.random.default_rng(seed)
    size = random.normal(size=customers)
    months = np.arange(1, 9)
    joins = size + random.logistic(0, 1, customers) > 0.3
    joined = np.where(joins, random.choice([4, 6], customers), NEVER)
    sales = 20 + 3 * size[:, None] * months + random.normal(0, 2, (customers, len(months)))
    return Panel(
        sales=sales + 2 * (months >= joined[:, None]),
        first_treated=joined,
        months=tuple(map(str, months)),
        covariates=size[:, None],
    )


@pytest.mark.parametrize("method", ["reg", "dr"])
def test_conditioning_removes_selection_that_the_plain_estimate_keeps(method: str) -> None:
    panel = selected(1)
    plain = run(panel, Spec(est_method="unconditional"))
    fair = run(panel, Spec.from_mapping({"est_method": method, "covariates": ["size"]}))
    effect = fair["estimates"]["simple"]["overall"]
    assert plain["estimates"]["simple"]["overall"]["att"] > 5
    assert plain["pretest"]["p"] < 0.001 < 0.01 < fair["pretest"]["p"]
    assert abs(effect["att"] - 2) < 3 * effect["se"] < 0.6


@pytest.mark.parametrize("method", ["reg", "dr"])
def test_without_covariates_every_method_is_the_unconditional_one(make_panel: MakePanel, method: str) -> None:
    plain = run(make_panel(), Spec(est_method="unconditional"))
    assert run(make_panel(), Spec.from_mapping({"est_method": method})) == plain


def test_a_covariate_that_separates_gives_no_number_but_a_warning(make_panel: MakePanel) -> None:
    panel = make_panel()
    member = (panel.first_treated != NEVER).astype(float)[:, None]
    report = run(replace(panel, covariates=member), Spec())
    assert report["estimates"]["simple"]["overall"] == {"att": None, "se": None, "ci": None}
    assert any("cannot be computed" in warning for warning in report["warnings"])


def test_a_customer_without_the_covariate_leaves_and_is_counted(make_panel: MakePanel) -> None:
    covariates: Floats = np.random.default_rng(1).normal(size=(240, 1))
    covariates[:5] = np.nan
    report = run(replace(make_panel(), covariates=covariates), Spec())
    assert report["n"]["dropped"] == 5


def test_a_covariate_that_adds_nothing_is_left_out_and_told() -> None:
    """A constant, and twice another one: without them the estimate is the same."""
    plain = selected(1)
    assert plain.covariates is not None
    more = np.column_stack([np.ones(len(plain.sales)), plain.covariates, 2 * plain.covariates[:, :1] - 3])
    full, reduced = (run(one, Spec(bands=False)) for one in (replace(plain, covariates=more), plain))
    assert full["estimates"] == reduced["estimates"]
    assert full["warnings"][0] == "columns of covariates that add nothing to the others and are not used: 2"
    constant = run(replace(plain, covariates=more[:, :1]), Spec(bands=False))
    assert constant["estimates"] == run(replace(plain, covariates=None), Spec(bands=False))["estimates"]


def test_without_an_interval_the_verdict_is_that_of_a_page() -> None:
    """Everybody a category of his own: nothing can be compared, however many customers there are."""
    random = np.random.default_rng(1)
    joined = np.array([8] * 40 + [NEVER] * 40)
    sales, names = random.normal(50, 1, (80, 16)), tuple(map(str, range(16)))
    panel = Panel(sales=sales, first_treated=joined, months=names, covariates=np.eye(80)[:, 1:])
    report = run(panel, Spec(bands=False))
    assert report["estimates"]["simple"]["overall"]["ci"] is None
    assert report["reasons"] == [{"rule": "estimated", "found": 0, "needed": 30}]
    assert report["verdict"] == "insufficient"
    alike = run(replace(panel, sales=np.full((80, 16), 5.0), covariates=None), Spec(bands=False))
    assert (alike["verdict"], alike["reasons"][0]["rule"]) == ("insufficient", "standard_error")
