"""`bin/manage create_sandbox --tenant SLUG`: a twin of the tenant to try systems in, with a client and a key."""

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
    """Prints one JSON object with client_id, client_secret, api_key and token_url."""

    help = (
        "Opens the sandbox of a tenant (if there is none) and makes a client with all scopes and a key in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--name", default="Sandbox client")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        with acting_for(sandbox_of(tenant_called(options["tenant"])), purpose="command"):
            client, secret = register_client(options["name"], scopes=Scope.values, at=now)
            key = make_key(client, at=now)[1]
        said = {
            "client_id": client.client_id,
            "client_secret": secret,
            "api_key": key,
            "token_url": token_url(),
        }
        self.stdout.write(json.dumps(said))
