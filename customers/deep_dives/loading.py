"""Loading a Deep Dive for a page, and asking whether the reader holds it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from customers.deep_dives.deep_dive import DeepDive
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tenancy.wall.middleware import ActedRequest


def visible_dive(request: ActedRequest, dive: UUID) -> DeepDive:
    """The Deep Dive; 404 where the wall hides it."""
    found = DeepDive.objects.visible_to(me(request)).select_related("host")
    return get_object_or_404(found, id=dive)


def held_dive(request: ActedRequest, dive: UUID) -> DeepDive:
    """The same for who may change it; 403 for others who see it."""
    row = visible_dive(request, dive)
    if not holds(row):
        raise PermissionDenied(
            _("A Deep Dive is changed by its host, who planned it, or who oversees insight.")
        )
    return row


def holds(dive: DeepDive) -> bool:
    """Whether the acting person may change it; the database says so."""
    return str(dive.id) in {str(row[0]) for row in call_rows("held_deep_dives")}


def participant_of(dive: DeepDive, participant: UUID) -> Any:
    """A participant of the workshop; 404 otherwise."""
    return get_object_or_404(dive.participants.all(), id=participant)


def me(request: ActedRequest) -> Person:
    """The reader."""
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
