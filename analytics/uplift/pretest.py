"""Did members and controls develop alike before joining? A joint test of everything before it."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from analytics.uplift.aggregates import Aggregate
from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.inference import JointTest, joint_test
from analytics.uplift.panel import Ints, Sample

# How far, in its own standard deviations, the statistic may be pushed up by an estimated covariance.
LARGEST_PUSH = 0.2
Over: TypeAlias = Literal["group_time", "event_time"]


@dataclass(frozen=True, kw_only=True)
class Pretest:
    """The test that counts, what it is over, and the test over group-time cells as R's `did` prints it."""

    test: JointTest
    over: Over
    cells: JointTest


def pretest(effects: GroupTimeEffects, by_event_time: Aggregate, sample: Sample, *, seed: int) -> Pretest:
    """The Wald test of all pre-period ATT(g, t), or of the event study's leads where cohorts are small.

    With many cells and few members per cohort the first rejects nearly always, because the covariance is
    estimated from hardly more members than there are cells (12 cohorts of 55 members with 264 cells: in
    every draw of a process without any violation). The leads pool the cohorts; those nearest to joining
    are tested, as many as the members carry, against the distribution that W has when its covariance is
    estimated: with weighted controls it rests on fewer equal customers than there are. Few customers are
    drawn from, because skewed sales leave neither means nor covariance near their limits.
    """
    pre = np.flatnonzero(effects.cells.is_pre & effects.is_known)
    cells = joint_test(effects.att[pre], effects.cell_covariance[np.ix_(pre, pre)])
    units = _units(sample)
    numbers = np.bincount(effects.cells.group[pre], minlength=len(units))
    if not np.isnan(cells.p) and _push(numbers, units) <= LARGEST_PUSH:
        return Pretest(test=cells, over="group_time", cells=cells)
    event_time = (effects.cells.period - effects.cells.cohort)[pre]
    carried = _carried(event_time, units[effects.cells.group[pre]])
    leads = np.flatnonzero(np.isin(by_event_time.labels, carried))
    among = by_event_time.covariance[np.ix_(leads, leads)]
    parts = effects.lead_parts
    if parts is not None:
        parts = parts[np.searchsorted(effects.leads, np.array(by_event_time.labels)[leads])]
    test = joint_test(by_event_time.parts[leads], among, units=effects.units, parts=parts, seed=seed)
    return Pretest(test=test, over="event_time", cells=cells)


def _push(numbers: Ints, units: Ints) -> float:
    """Expected excess of W over its standard deviation, for independent blocks of means.

    Hotelling's T-squared of q means from n units exceeds q by about q (q + 1) / n.
    """
    excess = float((numbers * (numbers + 1) / units).sum())
    return excess / math.sqrt(2.0 * max(int(numbers.sum()), 1))


def _carried(event_time: Ints, units: Ints) -> list[int]:
    """The leads from the nearest back to the last one that leaves the statistic nearly unpushed."""
    carried: list[int] = []
    for lead in np.unique(event_time)[::-1].tolist():
        members = units[event_time == lead].sum()
        if carried and _push(np.array([len(carried) + 1]), np.array([members])) > LARGEST_PUSH:
            break
        carried.append(lead)
    return carried


def _units(sample: Sample) -> Ints:
    """Independent units per cohort: its customers, or its clusters."""
    if sample.clusters is None:
        return sample.sizes()[:-1]
    pairs = np.unique(np.column_stack([sample.cohort_of, sample.clusters]), axis=0)
    return np.bincount(pairs[:, 0], minlength=len(sample.cohorts))[:-1].astype(np.int64)
