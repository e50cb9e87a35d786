"""Keeping the catalogue: services, what segments are offered, what customers got."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.services.delivery import ServiceDelivery
from customers.services.service import Service
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words["benefit_by_sales"] = _(
    "This service is worth money to whoever gets it, and the segment rests on sales, growth, potential or share. "
    "That would tie a benefit to buying or prescribing. Offer it to a segment that rests on other facts."
)
words["unknown_segment"] = _("There is no such segment in the published rules.")
# Words that tie what is given to what is bought or prescribed, in the languages of the product.
TIED = re.compile(
    r"prescri|rebate|discount|kick-?back|bonus|per (box|pack|patient treated)|verschreib|verordn|rabatt|remise"
    r"|ristourne|ordonnance|receta|descuento|prescriz|sconto",
    re.IGNORECASE,
)


class AlreadyThere(Exception):
    """A service of this name exists."""


def is_tied(text: str) -> bool:
    """Whether the words tie a service to buying or prescribing."""
    return bool(TIED.search(text))


def add_service(
    *, name: str, description: str, provider: str, has_worth: bool, by: Person, at: datetime
) -> Service:
    """A further service of the catalogue. Raises AlreadyThere."""
    if Service.objects.filter(name__iexact=name).exists():
        raise AlreadyThere
    service = Service(
        name=name,
        description=description,
        provider=provider,
        has_worth=has_worth,
        created_by=by,
        created_at=at,
    )
    service.save()
    record(service, "service.added", by=by, plane=Plane.SPONSOR, has_worth=has_worth)
    return service


def offer(service: Service, *, key: str, channel: str, by: Person) -> None:
    """Entitles a segment. RuleBroken("benefit_by_sales", "unknown_segment"); again changes nothing."""
    call("offer_service", service.id, key, channel)
    record(service, "service.offered", by=by, plane=Plane.SPONSOR, segment=key, channel=channel)


def withdraw(service: Service, *, key: str, channel: str, by: Person) -> None:
    """The segment is not entitled any more."""
    call("withdraw_service", service.id, key, channel)
    record(service, "service.withdrawn", by=by, plane=Plane.SPONSOR, segment=key, channel=channel)


def deliver(
    service: Service, *, account: Account, channel: str, on: date, quantity: int, by: Person, at: datetime
) -> ServiceDelivery:
    """Records that an account got the service."""
    delivery = ServiceDelivery(
        service=service,
        account=account,
        channel=channel,
        on=on,
        quantity=quantity,
        recorded_by=by,
        recorded_at=at,
    )
    delivery.save()
    return delivery


def usage(person: Person, *, since: date) -> dict[tuple[UUID, str, str], tuple[int, int]]:
    """Deliveries and accounts by service, channel and current segment, since that day. One query."""
    member = "account__segment_memberships"
    rows = (
        ServiceDelivery.objects.visible_to(person)
        .filter(**{"on__gte": since, f"{member}__until": None, f"{member}__isnull": False})
        .order_by()
        .values_list("service_id", "channel", f"{member}__key")
        .annotate(times=Sum("quantity"), accounts=Count("account", distinct=True))
    )
    return {(service, channel, key): (times, accounts) for service, channel, key, times, accounts in rows}
