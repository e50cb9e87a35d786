"""Recording what happened, in the same transaction as the change."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Model
from uuid_utils.compat import uuid7

from tenancy.events.event import Plane
from tenancy.events.handlers import handlers_of
from tenancy.wall.functions import call
from tenancy.wall.refusals import NoScope
from tenancy.wall.scope import current_scope

if TYPE_CHECKING:
    from tenancy.people.person import Person


class NotTheActor(ValueError):
    """An event was to be recorded in the name of somebody who does not act."""


def record(
    subject: Model,
    verb: str,
    *,
    by: "Person | None",
    community: Model | UUID | None = None,
    plane: str = Plane.COMMUNITY,
    **ids: object,
) -> UUID:
    """Writes the event and one delivery for each of its handlers, with one statement; returns its id.

    `ids` are further ids and plain metadata (numbers, states), never words that somebody wrote. The
    sponsor's plane is for what staff do with the firm's own things: a member's act there is refused
    (NotAllowed). Raises NotTheActor when `by` is not the person of the open scope, NoScope outside of one.
    """
    scope = current_scope()
    if scope is None:
        raise NoScope("an event was recorded outside acting_for()")
    if (by.pk if by else None) != scope.person_id:
        raise NotTheActor(f"{verb} was done by the acting person")
    event, hearing = uuid7(), handlers_of(verb)
    call(
        "record_event",
        event,
        verb,
        str(plane),
        _id(community),
        subject._meta.label_lower,
        subject.pk,
        {name: _plain(value) for name, value in ids.items()},
        [handler.task for handler in hearing],
        [str(handler.queue) for handler in hearing],
    )
    return event


def _id(thing: Model | UUID | None) -> UUID | None:
    return thing.pk if isinstance(thing, Model) else thing


def _plain(value: object) -> object:
    if isinstance(value, Model):
        return str(value.pk)
    return value if isinstance(value, (int, bool, list, type(None))) else str(value)
