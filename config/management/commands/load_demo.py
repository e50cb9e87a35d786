"""`bin/manage load_demo`: the demo's two firms."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from config.demo.loading import is_loaded, load
from tenancy.wall.loading import OWNER


class Command(BaseCommand):
    help = "Loads the demo into an empty, migrated database; does nothing where it is loaded already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if OWNER not in connections:
            raise CommandError(
                "load_demo needs MIGRATION_DATABASE_URL: it writes as the owner of the tables."
            )
        if is_loaded():
            self.stdout.write("The demo is loaded already.")
            return
        load(now=timezone.now(), tell=self.stdout.write)
