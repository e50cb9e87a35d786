"""`health_check --tenant SLUG --community SLUG --from DATE --to DATE --json`: runs and prints one check."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from analytics.health.indicators import DEFINITIONS_VERSION
from analytics.health.judging import judge
from analytics.health.measuring import Period, measure
from communities.community.community import Community
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for, acting_for_everyone


class Command(BaseCommand):
    help = "Measures one community in a period (both days included, in the tenant's time zone) and prints it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--from", required=True, dest="first", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--to", required=True, dest="last", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--json", action="store_true", help="one line instead of an indented page")

    def handle(self, *_args: Any, **options: Any) -> None:
        tenant = _tenant(options["tenant"])
        community = _community(tenant, options["community"])
        try:
            period = Period(options["first"], options["last"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        figures = measure(tenant, period=period, asked_at=timezone.now(), community=community.id)[
            community.id
        ]
        verdict = judge(figures, kind=community.kind)
        report = {
            "community": options["community"],
            "from": str(period.first),
            "to": str(period.last),
            "definitions": DEFINITIONS_VERSION,
            **figures,
            "word": verdict.word,
            "findings": [finding.code for finding in verdict.findings],
        }
        self.stdout.write(json.dumps(report, indent=None if options["json"] else 2))


def _tenant(slug: str) -> UUID:
    with acting_for_everyone("a command names its tenant"):
        found = call("tenant_id", slug)
    if found is None:
        raise CommandError(f"There is no tenant “{slug}”.", returncode=2)
    return UUID(str(found))


def _community(tenant: UUID, slug: str) -> Community:
    with acting_for(tenant, using="metrics", read_only=True):
        found = Community.objects.using("metrics").filter(slug=slug).only("id", "kind").order_by("id").first()
    if found is None:
        raise CommandError(f"There is no community “{slug}” in this tenant.", returncode=2)
    return found
