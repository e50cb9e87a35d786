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


def test_a_constant_or_separating_covariate_gives_no_number_but_a_warning(make_panel: MakePanel) -> None:
    panel = make_panel()
    member = (panel.first_treated != NEVER).astype(float)[:, None]
    for useless in (np.ones((240, 1)), member):
        report = run(replace(panel, covariates=useless), Spec())
        assert report["estimates"]["simple"]["overall"] == {"att": None, "se": None, "ci": None}
        assert any("cannot be computed" in warning for warning in report["warnings"])


def test_a_customer_without_the_covariate_leaves_and_is_counted(make_panel: MakePanel) -> None:
    covariates: Floats = np.random.default_rng(1).normal(size=(240, 1))
    covariates[:5] = np.nan
    report = run(replace(make_panel(), covariates=covariates), Spec())
    assert report["n"]["dropped"] == 5
