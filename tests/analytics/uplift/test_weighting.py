"""Entropy balancing and caliper matching, against the same done by other means."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from analytics.uplift.logit import NotEstimable, Side, fit_logit
from analytics.uplift.panel import NEVER, Panel, draw_sample
from analytics.uplift.spec import Spec
from analytics.uplift.weighting import (
    CALIPER,
    NEIGHBOURS,
    Weighing,
    caliper_matched,
    entropy_balanced,
    weighted_effect,
)

EFFECT = 3.0


def sides(*, treated: int = 12, controls: int = 30) -> tuple[Side, Side]:
    """Two covariates; the treated are larger."""
    random = np.random.default_rng(4)
    ours, others = random.normal(0.5, 0.7, (2, treated)), random.normal(0, 1, (2, controls))
    return side(ours), side(others)


def side(covariates: NDArray[np.float64]) -> Side:
    """Equal weights, and a constant above the covariates."""
    ones = np.ones(covariates.shape[1])
    return Side(weights=ones, covariates=np.vstack([ones, covariates]))


def chosen(customers: int, *, seed: int = 6) -> Panel:
    """Large customers join, and grow in any case; joining adds three."""
    random, months = np.random.default_rng(seed), np.arange(1, 11)
    size = random.normal(0, 1, customers)
    wish = size + random.logistic(0, 1, customers)
    joined = np.full(customers, NEVER)
    members = np.flatnonzero(wish > np.quantile(wish, 0.6))
    joined[members] = random.choice([5, 7], len(members))
    sales = 50 + 5 * size[:, None] + 0.8 * size[:, None] * months + random.normal(0, 1, (customers, 10))
    sales += np.where(months >= joined[:, None], EFFECT, 0.0)
    return Panel(sales=sales, first_treated=joined, months=tuple(map(str, months)), covariates=size[:, None])


def test_balancing_weights_are_those_of_least_divergence_with_the_members_means() -> None:
    treated, controls = sides()
    kept, weights = entropy_balanced(treated, controls)
    mean, x, n = treated.covariates[1:].mean(axis=1), controls.covariates[1:], len(controls.weights)
    assert kept.all()
    assert x @ weights == pytest.approx(mean, abs=1e-9)
    # scipy brings no types of its own.
    direct = minimize(  # type: ignore[no-untyped-call,unused-ignore]
        lambda w: float(w @ np.log(np.maximum(w, 1e-300) * n)),
        np.full(n, 1 / n),
        jac=lambda w: np.log(np.maximum(w, 1e-300) * n) + 1,
        bounds=[(1e-12, 1)] * n,
        constraints=[
            {"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(n)},
            {"type": "eq", "fun": lambda w: x @ w - mean, "jac": lambda w: x},
        ],
        options={"maxiter": 1000, "ftol": 1e-14},
    )
    assert weights == pytest.approx(direct.x, abs=1e-5)


def test_members_beyond_all_controls_cannot_be_balanced() -> None:
    treated, controls = sides()
    far = replace(treated, covariates=treated.covariates + np.array([[0.0], [9.0], [0.0]]))
    with pytest.raises(NotEstimable):
        entropy_balanced(far, controls)


def test_matching_takes_the_three_nearest_within_the_caliper() -> None:
    treated, controls = sides()
    kept, weights = caliper_matched(treated, controls)
    coefficients = fit_logit(treated, controls)[0].coefficients
    ours, others = coefficients @ treated.covariates, coefficients @ controls.covariates
    reach = CALIPER * np.concatenate([ours, others]).std()
    wanted, used = np.zeros(len(others)), []
    for index in ours:
        near = np.argsort(np.abs(others - index))[:NEIGHBOURS]
        used.append(bool(np.abs(others[near] - index).max() <= reach))
        wanted[near] += used[-1]
    assert kept.tolist() == used
    assert any(used)
    assert not all(used)
    assert weights == pytest.approx(wanted / wanted.sum())


@pytest.mark.parametrize("weigh", [entropy_balanced, caliper_matched])
def test_the_known_effect_is_found_where_the_plain_comparison_errs(weigh: Weighing) -> None:
    panel, spec = chosen(600), Spec(missing="pairs", control_group="notyet")
    found = weighted_effect(draw_sample(panel, spec), spec, weigh)
    plain = weighted_effect(
        draw_sample(panel, spec),
        spec,
        lambda ours, others: (ours.weights > 0, others.weights / others.weights.sum()),
    )
    assert found is not None
    assert plain is not None
    assert plain.att > EFFECT + 1
    assert abs(found.att - EFFECT) < 2.5 * found.se < 0.8


def test_the_standard_error_is_near_what_leaving_out_customers_one_by_one_gives() -> None:
    """The jackknife knows nothing of influence functions."""
    panel, spec = chosen(120, seed=2), Spec(missing="pairs")

    def effect(rows: np.ndarray) -> float:
        assert panel.covariates is not None
        fewer = replace(
            panel,
            sales=panel.sales[rows],
            first_treated=panel.first_treated[rows],
            covariates=panel.covariates[rows],
        )
        found = weighted_effect(draw_sample(fewer, spec), spec, entropy_balanced)
        assert found is not None
        return found.att

    every = np.arange(120)
    left = np.array([effect(np.delete(every, one)) for one in every])
    jackknife = np.sqrt((119 / 120) * ((left - left.mean()) ** 2).sum())
    whole = weighted_effect(draw_sample(panel, spec), spec, entropy_balanced)
    assert whole is not None
    assert whole.se == pytest.approx(jackknife, rel=0.12)


def test_without_covariates_there_is_nothing_to_weigh_by() -> None:
    panel, spec = replace(chosen(60), covariates=None), Spec()
    assert weighted_effect(draw_sample(panel, spec), spec, entropy_balanced) is None
