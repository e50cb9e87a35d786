"""What the customer communities cost, as management entered it, and the margin to reckon with."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from analytics.costs.community_cost import CommunityCost, Kind
from analytics.costs.contribution_margin import ContributionMargin
from communities.community.community import Community
from communities.community.kinds import Kind as CommunityKind
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading

MARGIN = 62
QUARTER = timedelta(days=91)
OPENING = {Kind.EVENT: (5200, 9800, "Opening meeting"), Kind.AGENCY: (2400, 6000, "Invitations and films")}
RUNNING = {
    Kind.REP_TIME: (900, 2600, "Preparation and visits"),
    Kind.EVENT: (700, 2900, "Meeting of members"),
}


def keep_costs(world: World) -> None:
    """Costs of each customer community since it was opened, once."""
    tables = [Community, CommunityCost, ContributionMargin]
    ours = {"tenant_id": world.tenant}
    with loading(tables):
        if CommunityCost.objects.using(OWNER).filter(**ours).exists():
            return
        circles = Community.objects.using(OWNER).filter(
            kind=CommunityKind.CUSTOMER, handed_over_at__isnull=False, **ours
        )
        costs = [cost for circle in circles.order_by("slug") for cost in _costs_of(world, circle)]
        CommunityCost.objects.using(OWNER).bulk_create(costs)
        ContributionMargin.objects.using(OWNER).create(
            **_keys(world, Random("margin")), percent=MARGIN, at=world.clock.day(30), **_by(world)
        )


def _costs_of(world: World, circle: Community) -> Iterator[CommunityCost]:
    dice = Random(f"costs {circle.slug}")
    assert circle.handed_over_at is not None
    opened = circle.handed_over_at.date()
    for kind, (low, high, note) in OPENING.items():
        yield _cost(world, dice, circle, kind, opened, dice.randrange(low, high), note)
    day = opened + QUARTER
    while day < world.clock.today:
        for kind, (low, high, note) in RUNNING.items():
            yield _cost(world, dice, circle, kind, day, dice.randrange(low, high), note)
        day += QUARTER


def _cost(
    world: World, dice: Random, circle: Community, kind: Kind, day: date, amount: int, note: str
) -> CommunityCost:
    return CommunityCost(
        **_keys(world, dice),
        community_id=circle.id,
        kind=kind,
        spent_on=day,
        amount=100 * amount,
        currency="EUR",
        note=note,
        at=world.clock.noon(day),
        **_by(world),
    )


def _keys(world: World, dice: Random) -> dict[str, UUID]:
    return {"tenant_id": world.tenant, "id": UUID(int=dice.getrandbits(128), version=4)}


def _by(world: World) -> dict[str, UUID]:
    return {"entered_by_id": world.people["marchand"].id}
