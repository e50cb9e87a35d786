"""The four summaries of group-time effects (section 3 of Callaway and Sant'Anna 2021)."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.panel import Flags, Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """An overall effect and its parts; covariances come by the delta method, weights counted as estimated."""

    overall: float
    overall_variance: float
    labels: tuple[int, ...]
    parts: Floats
    covariance: Floats


# An estimate and its derivative by every ATT(g, t) and every cohort share.
Summary: TypeAlias = tuple[float, Floats]


def simple(effects: GroupTimeEffects) -> Aggregate:
    """Mean of all post cells, weighted by the size of the cohort (their theta_W^O)."""
    overall = _share_weighted(effects, effects.cells.is_post)
    return _aggregate(effects, overall=overall, labels=[], parts=[])


def dynamic(effects: GroupTimeEffects) -> Aggregate:
    """Per event time (their theta_es); overall the plain mean from event time zero on."""
    event_time = effects.cells.period - effects.cells.cohort
    labels, parts = _by(effects, event_time, among=np.ones(len(event_time), dtype=np.bool_))
    after = [part for label, part in zip(labels, parts, strict=True) if label >= 0]
    overall = _mean(after) if after else _nothing(effects)
    return _aggregate(effects, overall=overall, labels=labels, parts=parts)


def group(effects: GroupTimeEffects) -> Aggregate:
    """Per cohort (their theta_sel); overall weighted by the size of the cohort (theta_sel^O)."""
    cells = effects.cells
    labels, parts = _by(effects, cells.cohort, among=cells.is_post)
    position = {cohort: int(at) for cohort, at in zip(cells.cohort.tolist(), cells.group, strict=True)}
    shares = np.array([effects.shares[position[label]] for label in labels])
    if not parts or not shares.sum() > 0:
        return _aggregate(effects, overall=_nothing(effects), labels=labels, parts=parts)
    values = np.array([value for value, _ in parts])
    overall = float(shares @ values / shares.sum())
    derivative = shares @ np.array([by for _, by in parts]) / shares.sum()
    for label, value in zip(labels, values, strict=True):
        derivative[len(effects.att) + position[label]] += (value - overall) / shares.sum()
    return _aggregate(effects, overall=(overall, derivative), labels=labels, parts=parts)


def calendar(effects: GroupTimeEffects) -> Aggregate:
    """Per calendar month (their theta_c); overall the plain mean over months with anybody treated."""
    labels, parts = _by(effects, effects.cells.period, among=effects.cells.is_post)
    overall = _mean(parts) if parts else _nothing(effects)
    return _aggregate(effects, overall=overall, labels=labels, parts=parts)


def _by(effects: GroupTimeEffects, label: Ints, *, among: Flags) -> tuple[list[int], list[Summary]]:
    labels = np.unique(label[among & effects.is_known]).tolist()
    return labels, [_share_weighted(effects, among & (label == one)) for one in labels]


def _share_weighted(effects: GroupTimeEffects, chosen: Flags) -> Summary:
    """sum p_g ATT(g, t) / sum p_g over the chosen cells, and its derivative."""
    chosen = chosen & effects.is_known
    weights = effects.shares[effects.cells.group] * chosen
    if not weights.sum() > 0:
        return _nothing(effects)
    att = np.where(chosen, effects.att, 0.0)
    value = float(weights @ att / weights.sum())
    by_share = np.bincount(effects.cells.group, weights=chosen * (att - value), minlength=len(effects.shares))
    return value, np.concatenate([weights, by_share]) / weights.sum()


def _mean(parts: list[Summary]) -> Summary:
    values, derivatives = zip(*parts, strict=True)
    return float(np.mean(values)), np.mean(derivatives, axis=0)


def _nothing(effects: GroupTimeEffects) -> Summary:
    return float("nan"), np.full(len(effects.covariance), np.nan)


def _aggregate(
    effects: GroupTimeEffects, *, overall: Summary, labels: list[int], parts: list[Summary]
) -> Aggregate:
    value, derivative = overall
    by = np.array([by for _, by in parts]).reshape(len(parts), len(effects.covariance))
    return Aggregate(
        overall=value,
        overall_variance=float(derivative @ effects.covariance @ derivative),
        labels=tuple(labels),
        parts=np.array([part for part, _ in parts]),
        covariance=by @ effects.covariance @ by.T,
    )
