"""`bin/manage create_person --tenant SLUG --email E --party PARTY --role ROLE … --password P`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from tenancy.people.founding import found_person, found_user
from tenancy.people.person import Party
from tenancy.permissions.roles import OPERATOR_ROLES, STAFF_ROLES, Role
from tenancy.wall.functions import call

ROLES = {Party.STAFF: STAFF_ROLES, Party.OPERATOR: OPERATOR_ROLES, Party.CUSTOMER: frozenset[Role]()}


class Command(BaseCommand):
    """Runs as the owner of the tables."""

    help = "Creates a person who can sign in at once; an existing user keeps her password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--party", required=True, choices=Party.values)
        parser.add_argument("--role", action="append", nargs="+", default=[], choices=Role.values)
        parser.add_argument("--password", required=True)
        parser.add_argument("--name", default="", help="by default the part of the address before the @")

    def handle(self, *args: Any, **options: Any) -> None:
        party = Party(options["party"])
        roles = [role for group in options["role"] for role in group]
        if foreign := sorted(set(roles) - ROLES[party]):
            raise CommandError(f"{', '.join(foreign)}: not a role of the party “{party}”")
        tenant = call("tenant_id", options["tenant"], using="owner")
        if tenant is None:
            raise CommandError(f"there is no tenant “{options['tenant']}”")
        user = found_user(options["email"], password=options["password"])
        name = options["name"] or options["email"].split("@")[0].replace(".", " ").title()
        try:
            person = found_person(tenant, party=party, name=name, roles=roles, user=user)
        except IntegrityError as problem:
            raise CommandError(
                f"{options['email']} is a person of “{options['tenant']}” already"
            ) from problem
        self.stdout.write(str(person))
