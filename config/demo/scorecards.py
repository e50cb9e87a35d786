"""Scorecards: what leaders said of the success factors, two or three times over the last year and a half."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from analytics.scorecards.factor_rating import FactorRating
from analytics.scorecards.instruments import INSTRUMENTS
from communities.community.community import Community
from communities.community.kinds import Kind, MemberState, Stage
from communities.community.membership import Membership
from config.demo.reading import table
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading

DAYS_AGO = (470, 250, 35)
CIRCLES = 9
"""So many customer communities have rated themselves; the others have not begun."""


def rate(world: World) -> None:
    """All cards, once."""
    with loading([FactorRating, Community, Membership]):
        if FactorRating.objects.using(OWNER).filter(tenant_id=world.tenant).exists():
            return
        leaders = dict(
            Membership.objects.using(OWNER)
            .filter(tenant_id=world.tenant, role="leader", state=MemberState.ACTIVE)
            .values_list("community_id", "person_id")
        )
        rows = [row for place in _places(world, leaders) for row in _card(world, place, leaders[place.id])]
        FactorRating.objects.using(OWNER).bulk_create(rows)


def _places(world: World, leaders: dict[UUID, UUID]) -> Iterator[Any]:
    found = Community.objects.using(OWNER).filter(tenant_id=world.tenant, id__in=list(leaders))
    living = found.exclude(stage__in=[Stage.IDEA, Stage.PREPARATION, Stage.CLOSED])
    yield from living.filter(kind__in=[Kind.INDUCED_COP, Kind.STRATEGIC]).order_by("slug")
    led = world.people["vogelsang"].id
    circles = sorted(living.filter(kind=Kind.CUSTOMER), key=lambda one: (leaders[one.id] != led, one.slug))
    yield from circles[:CIRCLES]


def _card(world: World, place: Any, leader: UUID) -> Iterator[FactorRating]:
    """Each time some factors more, most of them a little better than before."""
    dice, evidence = Random(f"card {place.slug}"), table("evidence")
    level = {factor.code: dice.choice((1, 1, 2, 2, 3, 4)) for factor in INSTRUMENTS[place.kind].factors()}
    for at, days in enumerate(DAYS_AGO):
        day = world.clock.day(days)
        if day < place.created_at + timedelta(days=60):
            continue
        for code in level:
            if dice.random() > (0.55, 0.75, 0.9)[at]:
                continue
            level[code] = min(5, level[code] + dice.choice((0, 1, 1)))
            said = evidence[code][max(0, min(level[code] - 2, 2))]
            yield FactorRating(
                **world.keys(),
                community_id=place.id,
                kind=place.kind,
                factor=code,
                rating=level[code],
                evidence=said,
                rated_by_id=leader,
                rated_at=day + timedelta(minutes=dice.randint(0, 50)),
            )
