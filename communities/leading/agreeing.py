"""Agreeing on a leader's time, and reporting what it went to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.leading.effort import LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update({"not_to_be_signed": _("This agreement was signed or ended already.")})


def ask_for_time(
    community: Community,
    *,
    supervisor: Person,
    percent: int,
    hours_per_month: int,
    starts_on: date,
    renews_on: date,
    by: Person,
    at: datetime,
) -> TimeAgreement:
    """The leader asks; an agreement of hers that runs ends on the day that the new one begins."""
    running = TimeAgreement.objects.filter(community=community, leader=by, ended_on=None)
    running.update(ended_on=starts_on)
    agreement = TimeAgreement(
        community=community,
        kind=community.kind,
        leader=by,
        supervisor=supervisor,
        percent=percent,
        hours_per_month=hours_per_month,
        starts_on=starts_on,
        renews_on=renews_on,
        asked_at=at,
    )
    agreement.save()
    record(agreement, "time_agreement.asked", by=by, community=community)
    return agreement


def sign(agreement: TimeAgreement, *, by: Person) -> None:
    """The supervisor agrees. Raises RuleBroken `not_to_be_signed`, for everybody else too."""
    call("sign_time_agreement", agreement.id)
    record(agreement, "time_agreement.signed", by=by, community=agreement.community_id)


def end_agreement(agreement: TimeAgreement, *, on: date | None, by: Person) -> None:
    """The leader ends it on a day; None lets it run on."""
    agreement.ended_on = on
    agreement.save()
    verb = "time_agreement.ended" if on else "time_agreement.goes_on"
    record(agreement, verb, by=by, community=agreement.community_id)


def report_effort(
    community: Community, *, month: date, hours: Mapping[str, int], by: Person, at: datetime
) -> None:
    """The hours of a month by category; what was reported before for the same month is replaced."""
    kept = {
        row.category: row for row in LeaderEffort.objects.filter(community=community, leader=by, month=month)
    }
    for category, number in hours.items():
        row = kept.get(category) or LeaderEffort(
            community=community, kind=community.kind, leader=by, month=month, category=category
        )
        row.hours, row.reported_at = number, at
        row.save()
    record(community, "leader_effort.reported", by=by, community=community)
