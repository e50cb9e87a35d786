"""A few things that people do themselves, through the product's own doors."""

from typing import Any

from config.demo.world import World
from customers.clients.api_client import ApiClient
from customers.clients.registering import register_client
from tenancy.wall.scope import acting_for


def act(world: World) -> None:
    """Registers the machine that sends sales; what was done already is not done again."""
    administrator = world.people["zielinska"]
    with acting_for(world.tenant, administrator.id):
        if ApiClient.objects.exists():
            return
        for facts in CLIENTS:
            register_client(**facts, at=world.clock.day(200), by=administrator)


CLIENTS: tuple[dict[str, Any], ...] = (
    {
        "name": "Sales warehouse, nightly",
        "scopes": ["accounts:write", "sales:write", "jobs:write", "jobs:read"],
    },
    {"name": "Group reporting", "scopes": ["reports:read"]},
)
