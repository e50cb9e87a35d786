"""Did members and controls develop alike before joining? A joint test of everything before it."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from analytics.uplift.aggregates import Aggregate
from analytics.uplift.att import GroupTimeEffects
from analytics.uplift.inference import JointTest, joint_test
from analytics.uplift.panel import Sample

# How far, in its own standard deviations, the statistic may be pushed up by an estimated covariance.
LARGEST_PUSH = 0.2
Over: TypeAlias = Literal["group_time", "event_time"]


@dataclass(frozen=True, kw_only=True)
class Pretest:
    """The test that counts, what it is over, and the test over group-time cells as R's `did` prints it."""

    test: JointTest
    over: Over
    cells: JointTest


def pretest(effects: GroupTimeEffects, by_event_time: Aggregate, sample: Sample) -> Pretest:
    """The Wald test of all pre-period ATT(g, t), or of the event study's leads where cohorts are small.

    With many cells and few members per cohort the first rejects nearly always, because the covariance is
    estimated from as few members as there are cells (12 cohorts of 55 members with 264 cells: in every
    draw of a process without any violation). The leads pool the cohorts and keep their size there.
    """
    pre = np.flatnonzero(effects.cells.is_pre & effects.is_known)
    cells = joint_test(effects.att[pre], effects.cell_covariance[np.ix_(pre, pre)])
    if not np.isnan(cells.p) and _push(effects, sample) <= LARGEST_PUSH:
        return Pretest(test=cells, over="group_time", cells=cells)
    leads = np.flatnonzero(np.array(by_event_time.labels) < -effects.cells.anticipation)
    test = joint_test(by_event_time.parts[leads], by_event_time.covariance[np.ix_(leads, leads)])
    return Pretest(test=test, over="event_time", cells=cells)


def _push(effects: GroupTimeEffects, sample: Sample) -> float:
    """Expected excess of W over its standard deviation.

    Hotelling's T-squared of q means from n units exceeds q by about q (q + 1) / n; cohorts add up.
    """
    cells = np.bincount(effects.cells.group[effects.cells.is_pre], minlength=len(sample.cohorts) - 1)
    units = sample.sizes()[:-1]
    if sample.clusters is not None:
        pairs = np.unique(np.column_stack([sample.cohort_of, sample.clusters]), axis=0)
        units = np.bincount(pairs[:, 0], minlength=len(sample.cohorts))[:-1]
    excess = float((cells * (cells + 1) / units).sum())
    return excess / math.sqrt(2.0 * max(int(cells.sum()), 1))
