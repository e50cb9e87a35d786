"""The figures of communities in a period: one set-based pass per subject, of the role that sees no words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from analytics.health.finding import Figures
from analytics.health.indicators import INDICATORS
from analytics.health.subject import Subject
from analytics.health.subjects.registered import SUBJECTS
from tenancy.wall.functions import call_rows
from tenancy.wall.scope import acting_for

UNKNOWN: Mapping[str, Any] = {indicator.key: None for indicator in INDICATORS}


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days of the tenant's time zone, both included. ValueError when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("the period ends before it begins")


def measure(
    tenant: UUID, *, period: Period, asked_at: datetime, community: UUID | None = None
) -> dict[UUID, Figures]:
    """The figures of each community of the tenant (or of the one named), by its id.

    Needs no open scope: it opens a read-only one on the `metrics` connection. A figure that does not exist
    (no contributor, no answered topic, a subject of which the community has nothing) is None. `asked_at`
    decides which topics are a week old.
    """
    measured: defaultdict[UUID, Figures] = defaultdict(lambda: dict(UNKNOWN))
    asked = (period.first, period.last, community, asked_at)
    with acting_for(tenant, using="metrics", read_only=True):
        for function, subjects in _by_function().items():
            for found, raw in call_rows(function, *asked, using="metrics"):
                figures = measured[found]
                for subject in subjects:
                    figures.update(subject.figures_from(raw))
    return dict(measured)


def _by_function() -> dict[str, list[Subject]]:
    """The subjects by what counts them: some are counted in the same pass."""
    grouped: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject in SUBJECTS:
        grouped[subject.function].append(subject)
    return grouped
