"""The audit of chosen leaders: who proposed whom, when, why, and who approved; no commercial figure (D8)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date

from customers.leaders.leader_fit import CRITERIA
from customers.leaders.leader_proposal import LeaderProposal
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person

MOST_ROWS = 50_000
COLUMNS = (
    "community", "candidate", "centre", "proposed_by", "proposed_at", "reason",
    *(name for criterion in CRITERIA for name in (criterion, f"{criterion}_reason")),
    "fit_version", "approver", "verdict", "verdict_reason", "decided_at",
)  # fmt: skip


def audited(person: Person, *, asked: Mapping[str, str]) -> "QuerySet[LeaderProposal]":
    """All proposals of the firm, narrowed by `since`, `until` (days of the proposal) and `verdict`."""
    found = LeaderProposal.objects.visible_to(person).select_related(
        "candidate__prospect", "selector", "approver", "fit"
    )
    if since := _day(asked.get("since", "")):
        found = found.filter(at__date__gte=since)
    if until := _day(asked.get("until", "")):
        found = found.filter(at__date__lte=until)
    if verdict := asked.get("verdict", ""):
        found = found.filter(verdict=verdict)
    return found


def note_reading(person: Person, *, form: str, asked: Mapping[str, str]) -> None:
    """Every look into the audit stands in the firm's log, with what was asked for."""
    filters: dict[str, Any] = {name: value[:40] for name, value in asked.items() if value}
    record(person, "leader_audit.read", by=person, plane=Plane.SPONSOR, form=form, **filters)


def exported(proposals: "QuerySet[LeaderProposal]") -> Iterator[tuple[Any, ...]]:
    """The rows of the file, newest first."""
    for one in proposals.order_by("-at", "-id")[:MOST_ROWS].iterator():
        criteria = (
            value
            for name in CRITERIA
            for value in (getattr(one.fit, name), getattr(one.fit, f"{name}_reason"))
        )
        yield (
            one.candidate.prospect.name, one.candidate.name, one.candidate.centre, one.selector.display_name,
            one.at.isoformat(), one.reason, *criteria, one.fit.version, one.approver.display_name, one.verdict,
            one.verdict_reason, one.decided_at.isoformat() if one.decided_at else "",
        )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
