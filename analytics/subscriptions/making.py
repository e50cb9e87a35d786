"""Making what was subscribed to, under the subscriber's own rights, and telling her by a mail without content."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from analytics.dashboards.page import csv_table
from analytics.health.health_run import HealthRun, Word
from analytics.health.periods import period_of
from analytics.subscriptions.made_report import MadeReport
from analytics.subscriptions.report_subscription import PERMISSIONS, Report, ReportSubscription
from analytics.uplift.runs import open_run
from analytics.uplift.uplift_run import UpliftRun
from communities.community.community import Community
from communities.community.kinds import Kind
from tenancy.notices.storing import mail_person
from tenancy.people.person import Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.people.tenant import Tenant
from tenancy.permissions.permission import permissions_of

PROGRAMME_TABLES = ("formed", "trained", "survival", "lag")
Tables = list[dict[str, Any]]


def still_wanted(subscription: UUID, *, period: date) -> ReportSubscription | None:
    """The subscription, if it runs, its subscriber may still read the report, and this one was not made yet."""
    found = ReportSubscription.objects.filter(id=subscription, ended_at=None).select_related("person").first()
    if found is None or MadeReport.objects.filter(subscription=found, period=period).exists():
        return None
    roles = RoleAssignment.objects.filter(person_id=found.person_id).values_list("role", flat=True)
    granted = permissions_of(party=found.person.party, roles=list(roles))
    return found if PERMISSIONS[Report(found.report)] in granted else None


def uplift_run_for(period: date) -> tuple[UpliftRun, bool]:
    """The report over the complete months before `period`, and whether it is still to be computed.

    RuleBroken `uplift_under_way` where another one is being computed.
    """
    done = UpliftRun.objects.done().filter(until_month=period).order_by("-created_at").first()
    if done:
        return done, False
    return UpliftRun.objects.get(id=open_run(until=period)), True


def keep(
    wanted: ReportSubscription, *, period: date, at: datetime, tables: Tables, run: UpliftRun | None = None
) -> MadeReport:
    """Stores the report and the mail that says it is there: nothing of what it says."""
    made = MadeReport.objects.create(
        subscription=wanted,
        person=wanted.person,
        report=wanted.report,
        period=period,
        tables=tables,
        run=run,
        at=at,
    )
    _mail(wanted, made)
    return made


def tables_of(wanted: ReportSubscription) -> Tables:
    """The tables of a programme or health report as the subscriber sees them now."""
    with translation.override(wanted.person.language):
        if wanted.report == Report.PROGRAMME:
            return _programme_tables(wanted.person)
        return [_health_table(wanted.person)]


def _programme_tables(reader: Person) -> Tables:
    titles = {
        "formed": _("Communities formed"),
        "trained": _("Representatives trained"),
        "survival": _("Still active"),
        "lag": _("From training to kick-off"),
    }
    made = ((name, csv_table(reader, name)) for name in PROGRAMME_TABLES)
    return [
        {
            "name": name,
            "title": titles[name],
            "columns": [str(column["label"]) for column in table["columns"]],
            "rows": [[_plain(cell) for cell in row["cells"]] for row in table["rows"]],
        }
        for name, table in made
        if table is not None
    ]


def _health_table(reader: Person) -> dict[str, Any]:
    """The latest word on each community of which the reader sees any; two queries."""
    runs = HealthRun.objects.visible_to(reader).done().exclude(kind=Kind.ARCHIVE)
    latest = list(runs.order_by("community_id", "-last_day", "-created_at").distinct("community_id"))
    names = dict(
        Community.objects.filter(id__in=[run.community_id for run in latest]).values_list("id", "name")
    )
    rows = [
        [names[run.community_id], str(Word(run.word).label), period_of(run)] for run in latest if run.word
    ]
    return {
        "name": "words",
        "title": _("The latest word on each community"),
        "columns": [_("Community"), pgettext("health", "Word"), _("Period")],
        "rows": sorted(rows),
    }


def _plain(cell: Any) -> Any:
    if isinstance(cell, dict):
        return str(cell["text"])
    return cell if isinstance(cell, (int, float)) else str(cell)


def _mail(wanted: ReportSubscription, made: MadeReport) -> None:
    place = Tenant.objects.values_list("slug", flat=True).get()
    here = reverse("w:made_report", kwargs={"place": place, "report": made.id})
    leaving = reverse("subscription_leaving", kwargs={"key": wanted.leaving_key})
    with translation.override(wanted.person.language):
        text = _(
            "The report that you subscribed to ({report}, {month}) is ready:\n{url}\n\nTo get no more of them, without "
            "signing in:\n{leaving}"
        ).format(
            report=Report(wanted.report).label,
            month=date_format(made.period, "YEAR_MONTH_FORMAT"),
            url=f"{settings.PUBLIC_URL}{here}",
            leaving=f"{settings.PUBLIC_URL}{leaving}",
        )
        subject = _("Your report is ready: {report}").format(report=Report(wanted.report).label)
        mail_person(wanted.person, subject=subject, text=text, key=f"report:{made.id}")
