"""Pulse surveys: three that were counted in each community with life in it, and some that are open now."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from communities.community.community import Community
from communities.community.kinds import MemberState, Stage
from communities.community.membership import Membership
from communities.pulse.ballot_box import PulseBox
from communities.pulse.items import ASKED_KINDS, BY_CODE, codes_of
from communities.pulse.pulse_plan import OpenDays, PulsePlan, Rhythm
from communities.pulse.pulse_wave import PulseWave
from communities.pulse.running import count_ended
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading

MONTHS_AGO = (11, 7, 2)
OPEN_DAYS = 14
AT_LEAST = 6
"""Members of a community that was asked; a third of them does not answer."""
OPEN_IN = ("carrasco", "vogelsang", "marchand")
"""In their communities a survey is open."""
USUAL = {"domain": 3.9, "community": 3.8, "practice": 3.5, "motivation": 4.0, "structure": 3.3, "mandate": 3.2,
         "hindered": 2.4, "stuck": 2.7, "openness": 3.8, "culture": 3.9, "interests": 3.6, "collective": 3.5,
         "embedded": 2.9, "own_norms": 3.7}  # fmt: skip


def ask(world: World) -> None:
    """All of it, once; needs seats."""
    with loading([PulseWave, Community, Membership]):
        if PulseWave.objects.using(OWNER).filter(tenant_id=world.tenant).exists():
            return
        asked = list(_asked(world))
        now = set(_open_now(world))
    for number, back in enumerate(MONTHS_AGO, start=1):
        _hold(world, asked, number=number, days_ago=30 * back)
        count_ended(world.tenant, purpose="command")
    with loading([PulseWave]):
        for wave in PulseWave.objects.using(OWNER).filter(tenant_id=world.tenant):
            wave.counted_on = wave.closes_on + timedelta(days=1)
            wave.save(using=OWNER, update_fields=["counted_on"])
    _hold(world, [one for one in asked if one.id in now], number=len(MONTHS_AGO) + 1, days_ago=-9)
    _plan(world, [one for one in asked if one.id not in now])


def _asked(world: World) -> Iterable[Any]:
    """Living communities of some size, each with `members`."""
    seats = Membership.objects.using(OWNER).filter(community=OuterRef("pk"), state=MemberState.ACTIVE)
    active = Subquery(seats.order_by().values("community").annotate(n=Count("pk")).values("n"))
    places = Community.objects.using(OWNER).filter(tenant_id=world.tenant, kind__in=ASKED_KINDS)
    living = places.exclude(stage__in=[Stage.IDEA, Stage.PREPARATION, Stage.CLOSED])
    return living.annotate(members=active).filter(members__gte=AT_LEAST).order_by("slug")


def _open_now(world: World) -> Iterable[UUID]:
    people = [world.people[name].id for name in OPEN_IN]
    seats = Membership.objects.using(OWNER).filter(person_id__in=people, state=MemberState.ACTIVE)
    return seats.values_list("community_id", flat=True)


def _hold(world: World, places: Iterable[Any], *, number: int, days_ago: int) -> None:
    last = (world.clock.now - timedelta(days=days_ago)).date()
    waves, boxes = [], []
    for place in places:
        if place.created_at.date() > last - timedelta(days=60):
            continue
        dice = Random(f"pulse {place.slug} {number}")
        wave = PulseWave(
            **world.keys(),
            community_id=place.id,
            kind=place.kind,
            number=number,
            opens_on=last - timedelta(days=OPEN_DAYS),
            closes_on=last,
        )
        people = max(1, round(place.members * dice.uniform(0.5, 0.85) * (0.5 if days_ago < 0 else 1)))
        waves.append(wave)
        boxes.append(PulseBox(**world.keys(), wave_id=wave.id, answers=_answers(dice, place, people, number)))
    with loading([PulseWave, PulseBox]):
        PulseWave.objects.using(OWNER).bulk_create(waves)
        PulseBox.objects.using(OWNER).bulk_create(boxes)


def _answers(dice: Random, place: Any, people: int, number: int) -> list[dict[str, int]]:
    """Each community has strong and weak sides of its own; things get a little better, supervisors do not."""
    temper = Random(f"temper {place.slug}")
    level = {code: mean + temper.gauss(0, 0.45) for code, mean in USUAL.items()}
    better = {code: 0.12 * number * (code in BY_CODE and code not in ("hindered", "stuck")) for code in level}
    sheets = []
    for _person in range(people):
        mood = dice.gauss(0, 0.5)
        feeling = {topic: level[topic] + better[topic] + dice.gauss(mood, 0.8) for topic in level}
        points = {}
        for code in codes_of(place.kind):
            points[code] = min(5, max(1, round(feeling[code.partition(".")[0]] + dice.gauss(0, 0.45))))
        sheets.append(points)
    return sheets


def _plan(world: World, places: Iterable[Any]) -> None:
    """Every other community asks by itself twice a year."""
    with loading([PulsePlan, Membership]):
        leaders = dict(
            Membership.objects.using(OWNER)
            .filter(tenant_id=world.tenant, role="leader", state=MemberState.ACTIVE)
            .values_list("community_id", "person_id")
        )
        plans = [
            PulsePlan(
                **world.keys(),
                community_id=place.id,
                kind=place.kind,
                months=Rhythm.HALF_YEARLY,
                open_days=OpenDays.FORTNIGHT,
                next_on=world.clock.today + timedelta(days=30 + 7 * at),
                set_by_id=leaders[place.id],
                set_at=world.clock.day(55),
            )
            for at, place in enumerate(list(places)[::2])
            if place.id in leaders
        ]
        PulsePlan.objects.using(OWNER).bulk_create(plans)
