"""Giving and taking roles of staff."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "last_administrator": _("Somebody must stay administrator; give the role to another person first."),
        "staff_only": _("This role is not for staff."),
    }
)


def set_roles(person: Person, *, wanted: Iterable[str], held: Iterable[str], by: Person) -> None:
    """Gives and takes until the person's roles are those wanted; each change stands in the sponsor's log.

    Raises RuleBroken `last_administrator`.
    """
    wanted, held = set(wanted), set(held)
    for role in sorted(wanted - held):
        call("give_role", person.pk, role)
        record(person, "role.given", by=by, plane=Plane.SPONSOR, role=role)
    for role in sorted(held - wanted):
        call("take_role", person.pk, role)
        record(person, "role.taken", by=by, plane=Plane.SPONSOR, role=role)
