"""Which segments get which services on which channels: the matrix of segment, service and channel."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.segments.segment_rules import SegmentRules
from customers.services.catalogue import usage
from customers.services.offer import ServiceOffer
from customers.services.service import Channel, Service
from tenancy.people.person import Person

Usage = dict[tuple[UUID, str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One segment in a line: whether it is offered and how often it was used; None where nothing is recorded."""

    key: str
    offered: bool
    times: int | None = None
    accounts: int | None = None

    @property
    def words(self) -> str:
        """“not offered” and “offered, nothing recorded” are different things."""
        if self.times is None:
            return _("offered, nothing recorded") if self.offered else _("not offered")
        used = ngettext("%(n)d time", "%(n)d times", self.times) % {"n": self.times}
        at = ngettext("%(n)d account", "%(n)d accounts", self.accounts or 0) % {"n": self.accounts}
        return (
            f"{used}, {at}" if self.offered else _("{used}, {at}: outside the offer").format(used=used, at=at)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One service on one channel."""

    service: Service
    channel: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def channel_label(self) -> str:
        """The channel in words."""
        return str(Channel(self.channel).label)


def matrix_of(person: Person, *, since: date, provider: str = "") -> tuple[list[dict[str, str]], list[Line]]:
    """Segments as columns and a line for each service and channel that is offered or used. Four queries."""
    rules = SegmentRules.objects.visible_to(person).published().first()
    segments = [{"key": s["key"], "name": s["name"]} for s in rules.rules["segments"]] if rules else []
    services = Service.objects.visible_to(person).running()
    if provider:
        services = services.filter(provider=provider)
    found = {service.id: service for service in services}
    offers = ServiceOffer.objects.filter(tenant_id=person.tenant_id, withdrawn_at=None)
    offered = set(offers.values_list("service_id", "channel", "key"))
    used = usage(person, since=since)
    pairs = {(service, channel) for service, channel, _key in offered | set(used) if service in found}
    order = list(Channel.values)
    return segments, [
        Line(found[service], channel, [_cell(service, channel, s["key"], offered, used) for s in segments])
        for service, channel in sorted(pairs, key=lambda p: (found[p[0]].name, order.index(p[1])))
    ]


def _cell(service: UUID, channel: str, key: str, offered: set[tuple[Any, ...]], used: Usage) -> Cell:
    place = (service, channel, key)
    times, accounts = used.get(place, (None, None))
    return Cell(key, place in offered, times, accounts)


def finding(lines: list[Line]) -> str:
    """What the matrix says first: offers that nobody is known to use."""
    cells = [cell for line in lines for cell in line.cells]
    silent = sum(cell.offered and cell.times is None for cell in cells)
    beyond = sum(not cell.offered and cell.times is not None for cell in cells)
    offered = sum(cell.offered for cell in cells)
    words = ngettext(
        "%(silent)d of %(offered)d offer has no recorded use in twelve months.",
        "%(silent)d of %(offered)d offers have no recorded use in twelve months.",
        offered,
    ) % {"silent": silent, "offered": offered}
    if beyond:
        words += " " + ngettext(
            "%(n)d combination is used although it is not offered.",
            "%(n)d combinations are used although they are not offered.",
            beyond,
        ) % {"n": beyond}
    return words
