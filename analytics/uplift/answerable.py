"""Whether a finished report has an answer that a page may show. Knows no numpy: pages load this."""

from collections.abc import Mapping
from typing import Any

from analytics.releases.thresholds import FEWEST_MEMBERS

INSUFFICIENT, TRENDS_DIFFER, ANSWERED = "insufficient", "trends_differ", "answered"


def judged(report: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The verdict with its reasons: no answer without an interval, nor with one that rests on too few members."""
    verdict, reasons = report["verdict"], list(report["reasons"])
    if verdict != ANSWERED:
        return verdict, reasons
    members = estimated(report)
    if members < FEWEST_MEMBERS:
        return INSUFFICIENT, [{"rule": "estimated", "found": members, "needed": FEWEST_MEMBERS}]
    if report["estimates"]["simple"]["overall"]["ci"] is None:
        return INSUFFICIENT, [{"rule": "standard_error", "found": 0, "needed": 1}]
    return verdict, reasons


def estimated(report: Mapping[str, Any]) -> int:
    """Members of the cohorts for which there is an effect after joining."""
    known = {row["label"] for row in report["estimates"]["group"]["by"] if row["att"] is not None}
    return sum(row["members"] for row in report["n"]["cohorts"] if row["label"] in known)
