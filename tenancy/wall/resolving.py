"""Who a request belongs to, found with one definer call."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db.models import Model

from tenancy.people.person import Person
from tenancy.people.tenant import Tenant
from tenancy.permissions.permission import EVERYONE, SIGNED_IN, Permission, permissions_of
from tenancy.surfaces.portal import Portal
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

Surface = Literal["workspace", "portal", ""]
M = TypeVar("M", bound=Model)
PREFIXES: dict[str, Surface] = {"w": "workspace", "p": "portal"}


@dataclass(slots=True)
class Actor:
    """Who asks, from where: everything that one `app.resolve` call returned."""

    surface: Surface = ""
    session_data: str | None = None
    user_id: UUID | None = None
    epoch: str | None = None
    tenant: Tenant | None = None
    portal: Portal | None = None
    person: Person | None = None
    roles: tuple[str, ...] = ()
    places: list[dict[str, Any]] = field(default_factory=list)
    unread: int = 0
    permissions: frozenset[Permission] = EVERYONE

    def may(self, permission: Permission) -> bool:
        """Whether the table of roles grants it."""
        return permission in self.permissions


def surface_of(path: str) -> tuple[Surface, str]:
    """The surface and its slug that an address belongs to: `/w/demo/…` or `/p/mednet/…`."""
    parts = path.split("/", 3)
    if len(parts) > 3 and parts[1] in PREFIXES:
        return PREFIXES[parts[1]], parts[2]
    return "", ""


def resolve(*, session_key: str | None, path: str) -> Actor:
    """The actor behind a session key at an address; an empty one where nobody or nothing is found."""
    surface, slug = surface_of(path)
    if not session_key and not surface:
        return Actor()
    with acting_for_everyone("resolve the request"):
        found = call("resolve", session_key or "", surface, slug)
    return _actor(surface, found)


def _actor(surface: Surface, found: dict[str, Any]) -> Actor:
    session = found["session"] or {}
    tenant, portal, person = found["tenant"], found["portal"], found["person"]
    signed_in = bool(session.get("epoch"))
    actor = Actor(
        surface=surface if tenant else "",
        session_data=session.get("data"),
        user_id=UUID(session["user_id"]) if signed_in else None,
        epoch=session.get("epoch"),
        tenant=_row(Tenant, tenant) if tenant else None,
        portal=_row(Portal, portal) if portal else None,
        person=_row(Person, person) if person else None,
        roles=tuple(found["roles"]),
        places=found["places"],
        unread=found["unread"],
    )
    if actor.person:
        actor.permissions = permissions_of(party=actor.person.party, roles=actor.roles)
    elif signed_in:
        actor.permissions = SIGNED_IN
    return actor


def _row(model: type[M], columns: dict[str, Any]) -> M:
    names = [f.attname for f in model._meta.concrete_fields if f.attname in columns]
    values = [f.to_python(columns[f.attname]) for f in model._meta.concrete_fields if f.attname in columns]
    instance: M = model.from_db("default", names, values)
    return instance
