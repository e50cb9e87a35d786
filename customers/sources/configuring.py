"""Setting up sources: what each is, what it feeds and how often."""

from datetime import datetime
from typing import Any

from customers.sources.source_system import SourceSystem
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows

OBJECTS = (
    "accounts", "contacts", "sales", "products", "territories", "assignments", "affiliations", "potentials",
    "attributes", "identifiers", "participations",
)  # fmt: skip


def usual_currencies() -> dict[str, str]:
    """What each source counts its amounts in where it does not say so; needs the open scope of who sends sales."""
    return dict(call_rows("usual_currencies"))


class AlreadyThere(Exception):
    """A source has this code."""


def add_source(code: str, *, at: datetime, by: Person | None = None, **settings: Any) -> SourceSystem:
    """A source before its first record. Raises AlreadyThere."""
    if SourceSystem.objects.filter(code=code).exists():
        raise AlreadyThere
    source = SourceSystem(code=code, created_at=at, updated_at=at, **({"name": code} | settings))
    source.save()
    if by is not None:
        record(source, "source.added", by=by, plane=Plane.SPONSOR)
    return source


def configure(source: SourceSystem, *, at: datetime, by: Person | None = None, **settings: Any) -> None:
    """Changes the settings that are told."""
    for name, value in settings.items():
        setattr(source, name, value)
    source.updated_at = at
    source.save()
    if by is not None:
        record(source, "source.configured", by=by, plane=Plane.SPONSOR, fields=sorted(settings))
