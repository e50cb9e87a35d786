"""`bin/manage create_tenant SLUG --name NAME`: a tenant and its members' portal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction

from tenancy.people.founding import found_portal, found_tenant


class Command(BaseCommand):
    """Runs as the owner of the tables."""

    help = "Creates a tenant and the portal of its members."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name", required=True)
        parser.add_argument("--unit", default="")
        parser.add_argument("--time-zone", default="Europe/Zurich")
        parser.add_argument("--portal", default="", help="address of the portal; the tenant's own by default")
        parser.add_argument(
            "--portal-name", default="Members' portal", help="neutral: never the sponsor's name"
        )
        parser.add_argument("--operator", default="", help="who runs the portal; the tenant by default")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, name = options["slug"], options["name"]
        try:
            validate_slug(slug)
            with transaction.atomic(using="owner"):
                tenant = found_tenant(slug, name=name, unit=options["unit"], time_zone=options["time_zone"])
                found_portal(
                    tenant,
                    slug=options["portal"] or slug,
                    name=options["portal_name"],
                    operator=options["operator"] or name,
                    sponsor=name,
                )
        except IntegrityError as problem:
            raise CommandError(f"the address “{slug}” is taken") from problem
        self.stdout.write(str(tenant))
