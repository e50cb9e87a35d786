"""The values of the page about a leader's time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.community.community import Community
from communities.leading.effort import Category, LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from tenancy.people.person import Person

MONTHS = 12
CHOICES = 4
BAND = (0.7, 1.3)
SHORT = {
    Category.TRUST: gettext_lazy("trust"),
    Category.FACILITATION: gettext_lazy("facilitation"),
    Category.MEETINGS: gettext_lazy("meetings"),
    Category.CONTENT: gettext_lazy("content"),
    Category.LIAISON: gettext_lazy("management and others"),
    Category.ADMINISTRATION: gettext_lazy("administration"),
}


@dataclass
class Month:
    """A month as one leader reported it, with the hours agreed for it."""

    month: date
    leader: Person
    agreed: int | None
    hours: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All hours."""
        return sum(self.hours.values())

    @property
    def warning(self) -> str:
        """Under or over what was agreed."""
        if not self.agreed:
            return ""
        ratio = self.total / self.agreed
        return _("under") if ratio < BAND[0] else _("over") if ratio > BAND[1] else ""

    @property
    def cells(self) -> list[int]:
        """The hours in the order of the categories."""
        return [self.hours.get(category, 0) for category in Category.values]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Where they went, in short words; nothing of nothing."""
        return [
            {"label": SHORT[Category(category)], "hours": hours}
            for category, hours in zip(Category.values, self.cells, strict=True)
            if hours
        ]


def months_of(community: Community) -> list[Month]:
    """What the reader may see of the last months, the latest first. Two queries."""
    agreements = list(TimeAgreement.objects.filter(community=community, signed_at__isnull=False))
    found: dict[tuple[date, Any], Month] = {}
    rows = LeaderEffort.objects.filter(community=community).select_related("leader")
    for row in rows.order_by("-month", "leader_id")[: MONTHS * len(Category) * 2]:
        key = (row.month, row.leader_id)
        if key not in found:
            found[key] = Month(row.month, row.leader, _agreed(agreements, row))
        found[key].hours[row.category] = row.hours
    return list(found.values())


def shares(months: list[Month]) -> list[dict[str, Any]]:
    """Where the reported hours went, in percent, trust and facilitation first."""
    sums: defaultdict[str, int] = defaultdict(int)
    for month in months:
        for category, hours in month.hours.items():
            sums[category] += hours
    total = sum(sums.values())
    return [
        {"label": label, "percent": round(100 * sums[value] / total)}
        for value, label in Category.choices
        if total
    ]


def choices_of(today: date) -> list[tuple[str, str]]:
    """The running month and the ones before it."""
    count = today.year * 12 + today.month - 1
    firsts = [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(CHOICES)]
    return [(first.isoformat(), str(date_format(first, "YEAR_MONTH_FORMAT"))) for first in firsts]


def _agreed(agreements: list[TimeAgreement], row: LeaderEffort) -> int | None:
    held = [
        one.hours_per_month
        for one in agreements
        if one.leader_id == row.leader_id
        and one.starts_on <= row.month
        and (one.ended_on is None or row.month < one.ended_on)
    ]
    return sum(held) or None
