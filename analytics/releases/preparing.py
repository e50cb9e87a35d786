"""A month's release: freeze the group, measure it, let the rule say what may be shown, store it once, let it cross."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from analytics.health.judging import judge_discussion
from analytics.health.measuring import Period
from analytics.releases.figures import ACTIVE, CONTRIBUTORS, MEMBERS, WORD, noted
from analytics.releases.rule import Shown, count_of, is_carried, share_of, turn_of
from analytics.releases.thresholds import PREVIEW, cohort_threshold
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import acting_for


def threshold() -> int:
    """k of this installation."""
    return cohort_threshold(settings.RELEASE_THRESHOLD)


def freeze_cohorts(tenant: UUID, month: date, *, purpose: str) -> int:
    """Fixes for each living customer community whom `month` (its first day) is about; again changes nothing.

    Returns how many releases were opened. Needs no open scope.
    """
    k = threshold()
    with acting_for(tenant, using="metrics", read_only=True):
        rows = call_rows("measure_cohorts", month, using="metrics")
    groups: dict[UUID, date] = {}
    for community, since, changed in rows:
        # The latest group comes first: an earlier one is taken up again before one is made that nearly equals it.
        if groups.get(community, month) == month:
            groups[community] = since if since and is_carried(changed, k=k) else month
    told = [{"community": community, "since": since} for community, since in groups.items()]
    with acting_for(tenant, purpose=purpose):
        return int(call("freeze_releases", month, {"groups": told}))


def store_month(tenant: UUID, month: Period, *, asked_at: datetime, purpose: str) -> int:
    """Measures the frozen groups over a past month and stores what may be shown; what is stored stays.

    Returns how many communities' releases were stored now.
    """
    with acting_for(tenant, purpose=purpose):
        call("keep_cohort_months", month.first)
    with acting_for(tenant, using="metrics", read_only=True):
        rows = call_rows("measure_release", month.first, asked_at, using="metrics")
    found = [
        {"community": community, "figure": figure, "shown": shown and shown.written(), "noted": said}
        for community, measured in rows
        for figure, shown, said in _figures(community, measured)
    ]
    with acting_for(tenant, purpose=purpose):
        return int(call("store_releases", month.first, {"figures": found}, asked_at + PREVIEW))


def cross_due(tenant: UUID, *, at: datetime, purpose: str) -> int:
    """Lets the figures whose preview is over cross to the sponsor, with their ledger lines; returns how many."""
    with acting_for(tenant, purpose=purpose):
        return int(call("cross_releases", at))


def _figures(community: UUID, measured: Mapping[str, Any]) -> Iterator[tuple[str, Shown | None, str]]:
    k, members = threshold(), measured["members"]
    size = count_of(members, k=k)
    shown = {WORD: size and Shown(says=judge_discussion(measured)), MEMBERS: size}
    for figure in (ACTIVE, CONTRIBUTORS):
        turn = turn_of(community, measured["group_since"], figure)
        shown[figure] = share_of(measured[figure], of=members, k=k, turn=turn)
    for figure, value in shown.items():
        yield figure, value, noted(figure, value) if value else ""
