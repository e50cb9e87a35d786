"""`bin/manage create_api_client`: a client of the interface, its secret printed once."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from customers.clients.api_client import Scope
from customers.clients.commanding import sandbox_of, tenant_called, token_url
from customers.clients.keys import make_key
from customers.clients.registering import register_client
from tenancy.wall.scope import acting_for


class Command(BaseCommand):
    """Prints one JSON object with client_id, client_secret and token_url, with `--key` also api_key."""

    help = "Creates a client of the interface and prints its id and secret as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--name", required=True)
        parser.add_argument("--scope", action="append", required=True, choices=Scope.values, metavar="S")
        parser.add_argument("--source", action="append", default=[], help="only records of this source")
        parser.add_argument("--network", action="append", default=[], help="only from this network (CIDR)")
        parser.add_argument("--sandbox", action="store_true", help="in the tenant's sandbox")
        parser.add_argument("--key", action="store_true", help="make a key as well")

    def handle(self, *args: Any, **options: Any) -> None:
        now, tenant = timezone.now(), tenant_called(options["tenant"])
        if options.get("sandbox"):
            tenant = sandbox_of(tenant)
        limits: dict[str, Any] = {
            "sources": options.get("source") or [],
            "networks": options.get("network") or [],
        }
        with acting_for(tenant, purpose="command"):
            client, secret = register_client(options["name"], scopes=options["scope"], at=now, **limits)
            key = {"api_key": make_key(client, at=now)[1]} if options.get("key") else {}
        said = {"client_id": client.client_id, "client_secret": secret, "token_url": token_url(), **key}
        self.stdout.write(json.dumps(said))
