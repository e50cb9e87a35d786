"""Findings in words: what was found, the likely cause to look into, and the next step."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.health.health_finding import HealthFinding
from analytics.health.indicator import Unit
from analytics.health.indicators import BY_KEY, SUBJECT_OF_FINDING, WORDS
from analytics.health.subject import Section
from tenancy.surfaces.numbers import written as number


def worded(finding: HealthFinding) -> dict[str, Any]:
    """The values of `components/finding.html`; a code that this version does not know keeps its name."""
    words = WORDS.get(finding.code)
    subject = SUBJECT_OF_FINDING.get(finding.code)
    named = {
        "id": finding.id,
        "code": finding.code,
        "word": finding.word,
        "is_performance": subject is not None and subject.section == Section.PERFORMANCE,
    }
    if words is None:
        return named | {"title": finding.code, "evidence": "", "cause": "", "step": ""}
    return named | {
        "title": words.title,
        "evidence": words.evidence % _quoted(finding.evidence),
        "cause": words.cause,
        "step": words.step,
    }


def written(key: str, value: float | None) -> str:
    """A figure with its unit in the reader's language, a dash where it does not exist."""
    if value is None:
        return "–"
    unit = BY_KEY[key].unit
    if unit == Unit.SHARE:
        return f"{number(100 * value)}\u00a0%"
    if unit == Unit.HOURS:
        return f"{number(value, 1)}\u00a0h"
    if unit == Unit.DAYS:
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": number(int(value))}
    places = {Unit.INDEX: 2, Unit.DECIMAL: 1}.get(unit, 0)
    return number(value, places)


def _quoted(evidence: Mapping[str, Any]) -> dict[str, str]:
    quoted = {key: written(key, value) for key, value in evidence.items()}
    if evidence.get("days_since_contribution", 0) is None:
        quoted["days_since_contribution"] = _("never one yet")
    return quoted
