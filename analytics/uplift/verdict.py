"""When the engine's numbers may be shown as an answer (uplift design, section 3)."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from analytics.releases.thresholds import (
    FEWEST_CONTROLS,
    FEWEST_MEMBERS,
    FEWEST_MONTHS,
    FEWEST_TREATED_CLUSTERS,
    PRETEST_LEVEL,
    SMALLEST_GROUP,
)
from analytics.uplift.design import Cells
from analytics.uplift.inference import JointTest
from analytics.uplift.panel import Ints, Sample
from analytics.uplift.pretest import Pretest

# "insufficient": not enough data to say; "trends_differ": the pre-test fails; "answered": a page may show it.
Verdict: TypeAlias = Literal["insufficient", "trends_differ", "answered"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A rule that is not met: what was found and what is needed."""

    rule: str
    found: float
    needed: float


@dataclass(frozen=True, kw_only=True)
class Support:
    """How much data stands behind the estimates: members per cohort and per event time, and controls."""

    members: int
    controls: int
    cohorts: dict[int, int]
    event_times: dict[int, int]
    treated_clusters: int | None


def support_of(sample: Sample, cells: Cells) -> Support:
    """Counts of customers; an event time's members are those observed in that month and in its base month."""
    sizes = sample.sizes()
    cohorts = {int(g): int(size) for g, size in zip(sample.cohorts[:-1], sizes[:-1], strict=True)}
    clusters = None
    if sample.clusters is not None:
        treated = sample.cohort_of < len(sample.cohorts) - 1
        clusters = len(np.unique(sample.clusters[treated]))
    return Support(
        members=int(sizes[:-1].sum()),
        controls=int(sizes[-1]),
        cohorts=cohorts,
        event_times=_event_times(sample, cells),
        treated_clusters=clusters,
    )


def judge(support: Support, pretest: JointTest) -> tuple[Verdict, list[dict[str, Any]]]:
    """The verdict with every rule that is not met; a page refuses on "insufficient"."""
    reasons = [
        Reason(rule=rule, found=found, needed=needed)
        for rule, found, needed in _requirements(support)
        if found < needed
    ]
    if reasons:
        return "insufficient", [asdict(reason) for reason in reasons]
    if pretest.p < PRETEST_LEVEL:
        return "trends_differ", [asdict(Reason(rule="pretest_p", found=pretest.p, needed=PRETEST_LEVEL))]
    return "answered", []


def cautions(support: Support, pretest: Pretest) -> list[str]:
    """What limits single estimates although the whole may stand."""
    small = [str(cohort) for cohort, size in support.cohorts.items() if size < SMALLEST_GROUP]
    thin = [str(label) for label, size in support.event_times.items() if size < SMALLEST_GROUP]
    sentences = []
    if small:
        sentences.append(
            f"cohorts with fewer than {SMALLEST_GROUP} members, to be pooled: {', '.join(small)}"
        )
    if thin:
        sentences.append(
            f"event times with fewer than {SMALLEST_GROUP} members, not to be shown: {', '.join(thin)}"
        )
    if pretest.test.degrees == 0:
        sentences.append("no month before joining can test for parallel trends")
    elif np.isnan(pretest.test.p):
        sentences.append("the pre-test cannot be computed: more months than the sample can tell apart")
    elif pretest.over == "event_time":
        sentences.append("cohorts are small for a test of every cell: the pre-test is over event times")
    return sentences


def _requirements(support: Support) -> list[tuple[str, int, int]]:
    enough = [label for label, size in support.event_times.items() if size >= SMALLEST_GROUP]
    requirements = [
        ("members", support.members, FEWEST_MEMBERS),
        ("controls", support.controls, FEWEST_CONTROLS),
        ("pre_months", sum(label < 0 for label in enough), FEWEST_MONTHS),
        ("post_months", sum(label >= 0 for label in enough), FEWEST_MONTHS),
    ]
    if support.treated_clusters is not None:
        requirements.append(("treated_clusters", support.treated_clusters, FEWEST_TREATED_CLUSTERS))
    return requirements


def _event_times(sample: Sample, cells: Cells) -> dict[int, int]:
    """Members with a value per month before and after joining, whether or not a cell starts there."""
    present = ~np.isnan(sample.outcomes)
    counts: dict[int, int] = {}
    for group, cohort in enumerate(sample.cohorts[:-1].tolist()):
        observed: Ints = present[sample.cohort_of == group].sum(axis=0)
        for period, number in enumerate(observed.tolist(), start=1):
            event_time = period - cohort
            if not -cells.anticipation <= event_time < 0:
                counts[event_time] = counts.get(event_time, 0) + number
    return dict(sorted(counts.items()))
