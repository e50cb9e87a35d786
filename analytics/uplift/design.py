"""Which cohort is compared with whom, in which month, against which base month."""

from dataclasses import dataclass

import numpy as np

from analytics.uplift.panel import NEVER, Flags, Ints, Sample
from analytics.uplift.spec import Spec


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The group-time cells (g, t), one entry per cell in each array, cohort by cohort in time order.

    `cohort` and `period` are ranks of months, `base` the rank of the month subtracted, `group` the
    cohort's position in the sample and `controls[cell, position]` whether that cohort is a control.
    """

    cohort: Ints
    period: Ints
    base: Ints
    group: Ints
    controls: Flags
    anticipation: int

    @property
    def is_reference(self) -> Flags:
        """Cells that compare a month with itself: zero by construction, without a standard error."""
        reference: Flags = self.period == self.base
        return reference

    @property
    def is_post(self) -> Flags:
        post: Flags = self.period >= self.cohort
        return post

    @property
    def is_pre(self) -> Flags:
        """Cells before joining and before anticipation, which parallel trends says are zero."""
        return (self.period < self.cohort - self.anticipation) & ~self.is_reference


def lay_out(sample: Sample, spec: Spec) -> Cells:
    """All cells of the sample: section 2 of Callaway and Sant'Anna (2021), in the order of R's `did`.

    From month g - anticipation on the base is the last month before it. Earlier, a varying base is the
    month before t, a universal base stays and gives one reference cell. A not-yet-treated control is
    untreated, and does not anticipate, in the later of the two months.
    """
    rows = [
        (cohort, period, _base(cohort, period, spec=spec), group)
        for group, cohort in enumerate(sample.cohorts[:-1].tolist())
        for period in range(1 if spec.base_period == "universal" else 2, sample.periods + 1)
    ]
    cohort, period, base, group = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    if spec.control_group == "never":
        controls = np.broadcast_to(sample.cohorts == NEVER, (len(cohort), len(sample.cohorts)))
    else:
        untreated_until = np.maximum(period, base) + spec.anticipation
        controls = sample.cohorts > untreated_until[:, None]
        controls &= sample.cohorts != cohort[:, None]
    return Cells(
        cohort=cohort,
        period=period,
        base=base,
        group=group,
        controls=controls,
        anticipation=spec.anticipation,
    )


def _base(cohort: int, period: int, *, spec: Spec) -> int:
    unaffected = cohort - spec.anticipation - 1
    if spec.base_period == "universal" or period > unaffected:
        return unaffected
    return period - 1
