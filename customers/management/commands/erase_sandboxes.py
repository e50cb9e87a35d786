"""`bin/manage erase_sandboxes`: erases sandboxes that were emptied, and on demand those that nobody uses."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.utils import timezone

from customers.clients.erasing import erase_sandboxes
from tenancy.wall.loading import OWNER


class Command(BaseCommand):
    """Prints one JSON object: the rows that were erased, by the sandbox's address."""

    help = "Erases all rows and uploads of sandboxes that were emptied; needs the connection of the schema's owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--unused-for",
            type=int,
            metavar="DAYS",
            help="Also those that no system has called for so many days (and that are as old).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if OWNER not in connections:
            raise CommandError("This needs MIGRATION_DATABASE_URL: only the owner of the tables may erase.")
        days = options["unused_for"]
        if days is not None and days < 1:
            raise CommandError("--unused-for takes a number of days from 1.")
        try:
            rows = erase_sandboxes(now=timezone.now(), unused_for=timedelta(days=days) if days else None)
        except OperationalError as busy:
            raise CommandError(
                "The tables were busy; nothing was erased. Try again in a quiet hour."
            ) from busy
        self.stdout.write(json.dumps(rows))
