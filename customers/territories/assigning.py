"""Giving territories to people, and ending it."""

from datetime import date

from django.db.models import Q

from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


class AlreadyCovered(Exception):
    """This person covers the territory in this role already."""


def cover(territory: Territory, *, to: Person, role: str, since: date, by: Person) -> TerritoryAssignment:
    """The territory, its parts and their accounts open to this person from that day on. Raises AlreadyCovered."""
    running = TerritoryAssignment.objects.filter(territory=territory, person=to, role=role)
    if running.filter(Q(until=None) | Q(until__gte=since)).exists():
        raise AlreadyCovered
    taken = TerritoryAssignment.objects.filter(territory=territory, role=role, is_primary=True, until=None)
    made = TerritoryAssignment(
        territory=territory, person=to, role=role, since=since, is_primary=not taken.exists()
    )
    made.save()
    record(territory, "territory.covered", by=by, plane=Plane.SPONSOR, to=to, since=since)
    return made


def end_cover(assignment: TerritoryAssignment, *, last_day: date, by: Person) -> None:
    """The last day; afterwards the accounts of the territory are closed to that person."""
    assignment.until = max(last_day, assignment.since)
    assignment.save()
    record(assignment, "territory.released", by=by, plane=Plane.SPONSOR, territory=assignment.territory_id)
