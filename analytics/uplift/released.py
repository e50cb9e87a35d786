"""What of a stored report may be shown: the one place where a refusal takes the numbers away.

Page, JSON and CSV all read a `Released`, so that none of them can say more than another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.releases.thresholds import FEWEST_MEMBERS, SMALLEST_GROUP
from analytics.uplift.answerable import ANSWERED, INSUFFICIENT, estimated, judged
from analytics.uplift.returns import Returns, returns
from analytics.uplift.spec import USUAL_WINDOW

# Reports that were stored before these parts existed are shown without them.
SINCE: Mapping[str, Any] = {
    "opinions": None,
    "synthetic": None,
    "sensitivity": None,
    "placebos": None,
    "arms": [],
    "balance": None,
    "costs": {"amount": 0, "entries": 0, "elsewhere": 0, "margin": None},
    "treated_months": 0,
}


@dataclass(frozen=True, slots=True)
class Released:
    """A report without anything that must not be shown; absent parts are None or empty, never greyed."""

    verdict: str
    reasons: list[dict[str, Any]]
    n: dict[str, Any]
    months: list[str]
    currency: str
    spec: dict[str, Any]
    quality: dict[str, int]
    warnings: list[str]
    descriptive: dict[str, Any] | None
    overall: dict[str, Any] | None
    pretest: dict[str, Any] | None
    event_study: list[dict[str, Any]]
    cohorts: list[dict[str, Any]]
    variants: list[dict[str, Any]]
    naive: float | None
    treated_mean: float | None
    indexed: dict[str, Any] | None
    opinions: dict[str, Any] | None
    synthetic: dict[str, Any] | None
    sensitivity: dict[str, Any] | None
    placebos: dict[str, Any] | None
    arms: list[dict[str, Any]]
    costs: dict[str, Any]
    returns: Returns | None
    balance: dict[str, Any] | None
    permutation: dict[str, Any] | None

    @property
    def window(self) -> int:
        """Months since joining of whose last twelve the descriptive figure is made; stored since it can be chosen."""
        return int(self.spec.get("window", USUAL_WINDOW))


def release(result: str) -> Released:
    """The showable part of a stored result."""
    whole = {**SINCE, **json.loads(result)}
    report = whole["report"]
    verdict, reasons = judged(report)
    shown, answered = verdict != INSUFFICIENT, verdict == ANSWERED
    return Released(
        verdict=verdict,
        reasons=reasons,
        n={name: report["n"][name] for name in ("members", "controls", "months", "dropped")}
        | {"cohorts": len(report["n"]["cohorts"]), "estimated": estimated(report)},
        months=whole["months"],
        currency="" if whole["currency"] == "XXX" else whole["currency"],
        spec=whole["spec"],
        quality=whole["quality"],
        warnings=report["warnings"] if answered else [],
        descriptive=_descriptive(report) if shown else None,
        overall=report["estimates"]["simple"]["overall"] if answered else None,
        pretest=report["pretest"] if shown else None,
        event_study=_event_study(report) if shown else [],
        cohorts=_cohorts(report, months=len(whole["months"])) if answered else [],
        variants=whole["variants"] if answered else [],
        naive=whole["naive"] if answered else None,
        treated_mean=whole["treated_mean"] if answered else None,
        indexed=_indexed(whole) if shown and _enough_in_windows(report) else None,
        opinions=whole["opinions"] if answered else None,
        synthetic=whole["synthetic"] if answered else None,
        sensitivity=whole["sensitivity"] if shown else None,
        placebos=whole["placebos"] if answered else None,
        arms=_arms(whole) if answered else [],
        costs=whole["costs"],
        returns=_returns(whole) if answered else None,
        balance=whole["balance"] if shown else None,
        permutation=_permutation(report, reasons),
    )


def withheld(report: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's report on a firm's own customers: without any estimate where a page would refuse."""
    verdict, reasons = judged(report)
    if verdict != INSUFFICIENT:
        return dict(report)
    silent: dict[str, Any] = {"estimates": None, "att_gt": [], "pretest": None}
    silent |= {"descriptive": None, "synthetic": None}
    left = {"permutation": _permutation(report, reasons), "verdict": verdict, "reasons": reasons}
    return {**report, **silent, "warnings": [], **left}


def _permutation(report: Mapping[str, Any], reasons: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What may be said where nothing is missing but clusters."""
    alone = [reason["rule"] for reason in reasons] == ["treated_clusters"]
    found: dict[str, Any] | None = report.get("permutation") if alone else None
    return found


def _indexed(whole: Mapping[str, Any]) -> dict[str, Any] | None:
    lines = whole["indexed"]
    return None if lines is None else {"matched": None, "lost": 0, **lines}


def _returns(whole: Mapping[str, Any]) -> Returns | None:
    overall = whole["report"]["estimates"]["simple"]["overall"]
    months = whole["treated_months"]
    return returns(overall, months=months, costs=whole["costs"], currency=whole["currency"])


def _arms(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each arm with what may be said of it: an arm with too few customers has its number of customers alone."""
    rows = []
    for arm in whole["arms"]:
        enough, answered = arm["n"] >= FEWEST_MEMBERS, arm["verdict"] == ANSWERED
        kept = {"growth": arm["growth"] if enough else None, "n": arm["n"] if enough else None}
        effect = {"att": arm["att"], "ci": arm["ci"]} if enough and answered else {"att": None, "ci": None}
        rows.append({"arm": arm["arm"], **kept, **effect})
    return rows


def _enough_in_windows(report: Mapping[str, Any]) -> bool:
    return bool(report["descriptive"]["n"]["members"] >= FEWEST_MEMBERS)


def _descriptive(report: Mapping[str, Any]) -> dict[str, Any] | None:
    return dict(report["descriptive"]) if _enough_in_windows(report) else None


def _event_study(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Event times with ten members or more."""
    members = {row["label"]: row["members"] for row in report["n"]["event_times"]}
    points = report["estimates"]["dynamic"]["by"]
    return [
        {**point, "n": members[point["label"]]}
        for point in points
        if members.get(point["label"], 0) >= SMALLEST_GROUP and point["att"] is not None
    ]


def _cohorts(report: Mapping[str, Any], *, months: int) -> list[dict[str, Any]]:
    """Cohorts with their effects by calendar month; those of fewer than ten members are pooled into one."""
    averages = {row["label"]: row["att"] for row in report["estimates"]["group"]["by"]}
    cells = {(cell["first_treated"], cell["period"]): cell["att"] for cell in report["att_gt"]}
    sizes = {row["label"]: row["members"] for row in report["n"]["cohorts"]}
    large = [label for label, size in sizes.items() if size >= SMALLEST_GROUP]
    small = [label for label in sizes if label not in large]
    rows = [
        {
            "first_treated": label,
            "members": sizes[label],
            "average": averages.get(label),
            "effects": [cells.get((label, at)) for at in range(1, months + 1)],
        }
        for label in large
    ]
    return [*rows, *_pooled(small, sizes=sizes, averages=averages, cells=cells, months=months)]


def _pooled(
    small: list[int],
    *,
    sizes: Mapping[int, int],
    averages: Mapping[int, float | None],
    cells: Mapping[tuple[int, int], float | None],
    months: int,
) -> list[dict[str, Any]]:
    """The small cohorts as one row without a month of joining; none where even together they are too few."""
    total = sum(sizes[label] for label in small)
    if total < SMALLEST_GROUP:
        return []
    effects = []
    for at in range(1, months + 1):
        joined = [label for label in small if label <= at]
        effects.append(_mean({label: cells.get((label, at)) for label in joined}, sizes))
    average = _mean({label: averages.get(label) for label in small}, sizes)
    return [{"first_treated": None, "members": total, "average": average, "effects": effects}]


def _mean(values: Mapping[int, float | None], sizes: Mapping[int, int]) -> float | None:
    """Mean by size over who has a value; None where these are fewer than ten members."""
    known = {label: value for label, value in values.items() if value is not None}
    weight = sum(sizes[label] for label in known)
    if weight < SMALLEST_GROUP:
        return None
    return sum(sizes[label] * value for label, value in known.items()) / weight
