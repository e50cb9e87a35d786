"""`uplift (--panel FILE | --tenant SLUG) --spec FILE --json`: a report of a file or of a tenant.

A file's estimates are always printed, a tenant's only where a page would show them.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from analytics.uplift.panel import Panel
from analytics.uplift.reading import read_panel
from analytics.uplift.released import withheld
from analytics.uplift.report import run_whole
from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.store import LEVELS, assemble, fetch
from analytics.uplift.stored_report import refuse_near_copies
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import acting_for, acting_for_everyone


class Command(BaseCommand):
    help = "Runs the uplift engine and prints the report as JSON; unusable input ends with 2."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "--panel", type=Path, metavar="FILE", help="CSV, gzipped or not; needs no database"
        )
        source.add_argument("--tenant", metavar="SLUG", help="the sales and dates of this tenant")
        parser.add_argument("--spec", type=Path, metavar="FILE", help="JSON; every key is optional")
        parser.add_argument("--json", action="store_true", help="one line instead of an indented page")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            spec = Spec.from_file(options["spec"]) if options["spec"] else Spec()
            if options["panel"]:
                report = run_whole(read_panel(options["panel"], spec), spec)
            else:
                level = spec.level or LEVELS[0]
                panel = _sales(options["tenant"], spec, level)
                report = withheld(run_whole(panel, replace(spec, level=level)))
        except InvalidInput as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(report, indent=None if options["json"] else 2))


def _sales(slug: str, spec: Spec, level: str) -> Panel:
    """The tenant's panel of complete calendar months, with customers' places at the level.

    InvalidInput where its members nearly equal those of a stored report, as a page would refuse it.
    """
    with acting_for_everyone("a command names its tenant"):
        tenant = call("tenant_id", slug)
    if tenant is None:
        raise InvalidInput(f"tenant: there is no tenant {slug!r}")
    with acting_for(UUID(str(tenant)), purpose="command"):
        fetched = fetch()
        earlier = [tuple(members) for (members,) in call_rows("uplift_member_sets")]
    inputs = assemble(fetched, spec, until=timezone.localdate())
    refuse_near_copies(inputs.members, earlier)
    return inputs.by_place(level)
