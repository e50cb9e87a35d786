"""`bin/manage create_api_client`: a client of the interface, its secret printed once."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from customers.clients.api_client import Scope
from customers.clients.registering import register_client
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for, acting_for_everyone


class Command(BaseCommand):
    """Prints one JSON object with client_id, client_secret and token_url."""

    help = "Creates a client of the interface and prints its id and secret as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--name", required=True)
        parser.add_argument("--scope", action="append", required=True, choices=Scope.values, metavar="S")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_for_everyone("resolve the tenant of a new client"):
            tenant = call("tenant_id", options["tenant"])
        if tenant is None:
            raise CommandError(f"There is no tenant “{options['tenant']}”.")
        with acting_for(tenant, purpose="command"):
            client, secret = register_client(options["name"], scopes=options["scope"], at=timezone.now())
        token_url = settings.PUBLIC_URL.rstrip("/") + reverse("identity_token")
        said = {"client_id": client.client_id, "client_secret": secret, "token_url": token_url}
        self.stdout.write(json.dumps(said))
