"""`uplift --panel FILE.csv[.gz] --spec FILE.json --json`: one uplift report, without the database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics.uplift.reading import read_panel
from analytics.uplift.report import run
from analytics.uplift.spec import InvalidInput, Spec


class Command(BaseCommand):
    help = "Runs the uplift engine on a panel and prints the report as JSON; unusable input ends with 2."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--panel", type=Path, metavar="FILE", help="CSV, gzipped or not")
        parser.add_argument("--spec", type=Path, metavar="FILE", help="JSON; every key is optional")
        parser.add_argument("--json", action="store_true", help="one line instead of an indented page")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            spec = Spec.from_file(options["spec"]) if options["spec"] else Spec()
            report = run(read_panel(options["panel"], spec), spec)
        except InvalidInput as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(report, indent=None if options["json"] else 2))
