"""Taking back the removal of a cost: what was removed travels, signed, with the offer to undo."""

from datetime import date, datetime
from uuid import UUID

from django.core import signing

from analytics.costs.community_cost import CommunityCost
from tenancy.people.person import Person

SALT = "analytics.costs.returning"
SECONDS = 3600
FIELDS = ("kind", "amount", "currency", "note")


class NotReturned(Exception):
    """The offer is too old, was made to somebody else, was changed on its way, or was taken already."""


def as_it_was(cost: CommunityCost, *, by: Person) -> str:
    """What `enter_again` needs, good in an address."""
    kept = {name: getattr(cost, name) for name in FIELDS}
    kept |= {"id": str(cost.id), "spent_on": cost.spent_on.isoformat(), "by": str(by.id)}
    kept["community"] = str(cost.community_id or "")
    return signing.dumps(kept, salt=SALT, compress=True)


def enter_again(entry: str, *, by: Person, at: datetime) -> CommunityCost:
    """The removed cost under its own id; raises NotReturned."""
    try:
        kept = signing.loads(entry, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise NotReturned from error
    if kept["by"] != str(by.id) or CommunityCost.objects.filter(id=kept["id"]).exists():
        raise NotReturned
    cost = CommunityCost(
        id=UUID(kept["id"]),
        community_id=UUID(kept["community"]) if kept["community"] else None,
        spent_on=date.fromisoformat(kept["spent_on"]),
        entered_by_id=by.id,
        at=at,
        **{name: kept[name] for name in FIELDS},
    )
    cost.save(force_insert=True)
    return cost
