"""Saying which facts the firm keeps about its accounts."""

from datetime import datetime
from typing import Any

from customers.attributes.attribute import Attribute
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


class AlreadyThere(Exception):
    """An attribute has this code."""


def define(code: str, *, by: Person, at: datetime, **said: Any) -> Attribute:
    """A further attribute. Raises AlreadyThere."""
    if Attribute.objects.filter(code=code).exists():
        raise AlreadyThere
    attribute = Attribute(code=code, created_at=at, updated_at=at, **said)
    attribute.save()
    record(attribute, "attribute.defined", by=by, plane=Plane.SPONSOR)
    return attribute


def redefine(attribute: Attribute, *, by: Person, at: datetime, **said: Any) -> None:
    """Changes its words, its list of values, its place, or hides it; values that were told stay as they are."""
    for name, value in said.items():
        setattr(attribute, name, value)
    attribute.updated_at = at
    attribute.save()
    record(attribute, "attribute.redefined", by=by, plane=Plane.SPONSOR, fields=sorted(said))
