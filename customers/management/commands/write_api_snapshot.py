"""`bin/manage write_api_snapshot`: docs/openapi.json as the code describes the interface now."""

from typing import Any

from django.core.management.base import BaseCommand

from customers.interface.documentation.schema import SNAPSHOT, as_json


class Command(BaseCommand):
    """Says what changed."""

    help = "Writes the snapshot of the interface's schema."

    def handle(self, *args: Any, **options: Any) -> None:
        SNAPSHOT.write_bytes(as_json())
        self.stdout.write(str(SNAPSHOT))
