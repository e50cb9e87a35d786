"""From a segment to a centre: an approved list with a community in preparation, and one that waits."""

from config.demo.reading import table
from config.demo.world import World
from customers.leaders.choosing import ask_for_approval, choose_centre, decide_list
from customers.leaders.purposes import CENTRES
from customers.leaders.shortlist import Shortlist
from customers.leaders.shortlist_approval import ShortlistApproval
from customers.leaders.shortlisting import Placed, currencies, freeze
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.segments.segment_membership import SegmentMembership
from tenancy.people.person import Person
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

SELECTOR, APPROVER = "feldkamp", "marchand"
WEIGHTS = {"potential": 3, "share": 2, "sales": 1, "growth": 1}
SIZE = 12
DECIDED_AFTER = 2


def choose(world: World) -> None:
    """By the product's own way, each by the person whose word it is; done once."""
    rep, manager = world.people[SELECTOR], world.people[APPROVER]
    for at, facts in enumerate(table("choosing")["lists"]):
        with acting_for(world.tenant, rep.id, purpose=CENTRES):
            prospect = ProspectiveCommunity.objects.get(name=table("leaders")["prospects"][at]["name"])
            placed = _placed(rep, country=prospect.country, reason=facts["segment_reason"])
            if placed is None or Shortlist.objects.filter(prospect=prospect).exists():
                continue
            made = freeze(
                prospect,
                filters={"country": prospect.country},
                weights=WEIGHTS,
                currency=currencies()[0],
                size=SIZE,
                by=rep,
                at=world.clock.day(facts["ago"]),
                segment=placed,
            )
            asked = ask_for_approval(made, approver=manager, reason=facts["reason"], by=rep)
        if "verdict_reason" not in facts:
            _date_back(world, made, asked_on=facts["ago"])
            continue
        with acting_for(world.tenant, manager.id, purpose=CENTRES):
            decide_list(asked, verdict="approved", reason=facts["verdict_reason"], by=manager)
        with acting_for(world.tenant, rep.id, purpose=CENTRES):
            first = made.centres.order_by("position")[0]
            choose_centre(made, account=first.account_id, prospect=prospect, by=rep)
        _date_back(world, made, asked_on=facts["ago"])


def _date_back(world: World, made: Shortlist, *, asked_on: int) -> None:
    """Asked on the day of the list, decided two days later."""
    asked_at, decided_at = world.clock.day(asked_on), world.clock.day(asked_on - DECIDED_AFTER)
    with loading([ShortlistApproval]):
        asked = ShortlistApproval.objects.using(OWNER).filter(shortlist_id=made.id)
        asked.update(at=asked_at)
        asked.exclude(decided_at=None).update(decided_at=decided_at)


def _placed(rep: Person, *, country: str, reason: str) -> Placed | None:
    """The segment that holds most of the representative's centres in that country."""
    seen = SegmentMembership.objects.visible_to(rep).current().order_by()
    held = seen.filter(account__country=country)
    counted: dict[tuple[str, str], int] = {}
    for key, name in held.values_list("key", "name"):
        counted[key, name] = counted.get((key, name), 0) + 1
    if not counted:
        return None
    key, name = max(counted, key=lambda pair: (counted[pair], pair))
    return Placed(key, name, reason)
