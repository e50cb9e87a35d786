"""How the open circles came to their stages, who was trained for it, and what held kick-offs up."""

from datetime import datetime, timedelta
from random import Random

from communities.community.community import Community
from communities.community.kinds import Stage
from communities.community.stage_change import StageChange
from config.demo.place import Place
from config.demo.world import World
from customers.training.delay import DelayCause, KickOffDelay
from customers.training.training import Curriculum, Training

CAUSES = [DelayCause.SLOT] * 5 + [DelayCause.RECRUITMENT] * 4 + [DelayCause.LEADER, DelayCause.APPROVAL]
FASTEST = 88
ROLL_OUT = timedelta(days=150)


def stages_of(world: World, made: Community, *, handed_over_at: datetime) -> None:
    """Idea, preparation, initiation at the hand-over, active six weeks later, then the stage of today."""
    line = [
        (Stage.IDEA, made.created_at),
        (Stage.PREPARATION, made.created_at + timedelta(days=12)),
        (Stage.INITIATION, handed_over_at),
    ]
    if made.stage != Stage.INITIATION:
        line.append((Stage.ACTIVE, handed_over_at + timedelta(days=40)))
    if made.stage not in (Stage.INITIATION, Stage.ACTIVE):
        age = world.clock.now - handed_over_at
        line.append((Stage(made.stage), handed_over_at + max(age * 0.55, timedelta(days=60))))
    for stage, at in line:
        world.rows.add(
            StageChange(
                **world.named_keys(made.id, stage),
                community_id=made.id,
                kind=made.kind,
                stage=stage,
                at=min(at, world.clock.now),
            )
        )


def train(world: World, places: dict[str, Place]) -> None:
    """Eighty reps within five months, before the first circle opened; stewards' causes of delay (A12.32, A12.33)."""
    opened = sorted(p.community.handed_over_at for p in places.values() if p.community.handed_over_at)
    first = (opened[0] - timedelta(days=FASTEST) - ROLL_OUT).date()
    office = next(iter(world.staff["programme_office"]), None)
    for at, rep in enumerate(world.staff["sales_rep"]):
        day = first + ROLL_OUT * (at / max(1, len(world.staff["sales_rep"])))
        for curriculum, later in ((Curriculum.PREPARATION, 0), (Curriculum.INITIATION, 30)):
            world.rows.add(
                Training(
                    **world.named_keys(rep.id, curriculum),
                    person_id=rep.id,
                    curriculum=curriculum,
                    cohort="Pilot" if at < 8 else f"Group {at // 16 + 1}",
                    completed_on=day + timedelta(days=later),
                    recorded_by_id=office.id if office else None,
                    recorded_at=world.clock.noon(day + timedelta(days=later + 1)),
                )
            )
    dice = Random("what held it up")
    for place in places.values():
        if place.community.handed_over_at and dice.random() < 0.7:
            _delay(world, place, dice.choice(CAUSES))


def _delay(world: World, place: Place, cause: DelayCause) -> None:
    told_at, told_by = place.community.handed_over_at, place.community.created_by_id
    assert told_at is not None
    assert told_by is not None
    world.rows.add(
        KickOffDelay(
            **world.named_keys(place.community.id, cause),
            community_id=place.community.id,
            cause=cause,
            told_by_id=told_by,
            told_at=told_at,
        )
    )
