"""Time that leaders of communities of practice agreed on, and what their months went to."""

from collections.abc import Mapping
from datetime import timedelta

from communities.community.kinds import Kind
from communities.leading.effort import Category, LeaderEffort
from communities.leading.time_agreement import USUAL_PERCENT, WORKING_HOURS, TimeAgreement
from config.demo.place import Place
from config.demo.world import World

MONTHS = 6
USUAL = {
    Category.TRUST: 0.3,
    Category.FACILITATION: 0.28,
    Category.MEETINGS: 0.16,
    Category.CONTENT: 0.12,
    Category.LIAISON: 0.08,
    Category.ADMINISTRATION: 0.06,
}


def keep_time(world: World, places: Mapping[str, Place]) -> None:
    """Each leader with an agreement, one of them not signed yet; most give about what they agreed on, two do not."""
    practice = [place for place in places.values() if place.community.kind == Kind.INDUCED_COP]
    for number, place in enumerate(practice):
        _agree(world, place, is_signed=number % 5 != 4)
        _report(world, place, share=(1.0, 0.9, 0.5, 1.1, 1.6)[number % 5])


def _agree(world: World, place: Place, *, is_signed: bool) -> None:
    manager = world.people["marchand"]
    starts = max(world.clock.month(14), place.community.created_at.date())
    if place.leader.id != manager.id:
        world.rows.add(
            TimeAgreement(
                **world.keys(),
                community_id=place.community.id,
                kind=place.community.kind,
                leader_id=place.leader.id,
                supervisor_id=manager.id,
                hours_per_month=USUAL_PERCENT * WORKING_HOURS // 100,
                starts_on=starts,
                renews_on=starts + timedelta(days=455),
                asked_at=world.clock.noon(starts),
                signed_at=world.clock.noon(starts + timedelta(days=3)) if is_signed else None,
            )
        )


def _report(world: World, place: Place, *, share: float) -> None:
    hours = share * USUAL_PERCENT * WORKING_HOURS / 100
    for back in range(1, MONTHS + 1):
        month = world.clock.month(back)
        if month < place.community.created_at.date():
            return
        for category, part in USUAL.items():
            world.rows.add(
                LeaderEffort(
                    **world.keys(),
                    community_id=place.community.id,
                    kind=place.community.kind,
                    leader_id=place.leader.id,
                    month=month,
                    category=category,
                    hours=round(hours * part * world.dice.uniform(0.8, 1.2)),
                    reported_at=world.clock.noon(world.clock.month(back - 1) + timedelta(days=2)),
                )
            )
