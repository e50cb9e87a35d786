"""`bin/manage import_csv`: the same import path as the API's bulk jobs."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenancy.intake.columns import UnsuitableColumns
from tenancy.intake.sources import UnreadableFile
from tenancy.intake.staging import Importer, import_file
from tenancy.slots.imports import objects
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone


class Command(BaseCommand):
    """Imports one file and prints the reconciliation as JSON; failed rows do not make it fail."""

    help = "Imports a CSV file and prints the reconciliation as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--object", required=True, choices=sorted(objects))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Judge every row, store none.")
        parser.add_argument("--map", action="append", default=[], metavar="SOURCE=FIELD")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_for_everyone("resolve the tenant of an import"):
            tenant = call("tenant_id", options["tenant"])
        if tenant is None:
            raise CommandError(f"There is no tenant “{options['tenant']}”.")
        try:
            report = import_file(
                objects[options["object"]],
                options["file"],
                by=Importer(tenant),
                mapping=dict(map(_pair, options["map"])),
                dry_run=options["dry_run"],
            )
        except (UnreadableFile, UnsuitableColumns, OSError) as unsuitable:
            raise CommandError(str(unsuitable)) from unsuitable
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2, default=str))


def _pair(written: str) -> tuple[str, str]:
    source, sign, field = written.rpartition("=")
    if not (source and sign and field):
        raise CommandError(f"“{written}” is not of the form SOURCE=FIELD.")
    return source, field
