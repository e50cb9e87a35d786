"""Drawing the stakeholder map."""

from django.db.models import Q

from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.influence import DeepDiveInfluence, DeepDiveStakeholder
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


class AlreadyOnTheMap(Exception):
    """The map has a stakeholder of this name."""


class SwaysItself(ValueError):
    """An influence leads from one stakeholder to another one."""


def add_stakeholder(dive: DeepDive, *, name: str, position: str, by: Person) -> DeepDiveStakeholder:
    """Raises AlreadyOnTheMap."""
    name = " ".join(name.split())
    if DeepDiveStakeholder.objects.filter(deep_dive=dive, name__iexact=name).exists():
        raise AlreadyOnTheMap
    stakeholder = DeepDiveStakeholder(deep_dive=dive, name=name, position=position)
    stakeholder.save()
    record(stakeholder, "stakeholder.added", by=by, plane=Plane.SPONSOR, deep_dive=dive)
    return stakeholder


def drop_stakeholder(stakeholder: DeepDiveStakeholder, *, by: Person) -> None:
    """Off the map, with all that it sways and that sways it."""
    about = Q(source=stakeholder) | Q(target=stakeholder)
    DeepDiveInfluence.objects.filter(about).delete()
    record(stakeholder, "stakeholder.dropped", by=by, plane=Plane.SPONSOR, deep_dive=stakeholder.deep_dive_id)
    stakeholder.delete()


def draw_influence(
    dive: DeepDive,
    *,
    source: DeepDiveStakeholder,
    target: DeepDiveStakeholder,
    today: int,
    tomorrow: int,
    why: str,
    by: Person,
) -> None:
    """How strongly `source` sways `target` today and tomorrow (0 to 3); 0 and 0 takes the line off the map.

    Raises SwaysItself.
    """
    if source.id == target.id:
        raise SwaysItself
    line = DeepDiveInfluence.objects.filter(deep_dive=dive, source=source, target=target)
    if not (today or tomorrow):
        line.delete()
    elif not line.update(today=today, tomorrow=tomorrow, why=why):
        DeepDiveInfluence(
            deep_dive=dive, source=source, target=target, today=today, tomorrow=tomorrow, why=why
        ).save()
    record(dive, "stakeholder_map.drawn", by=by, plane=Plane.SPONSOR)
