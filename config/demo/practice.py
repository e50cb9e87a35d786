"""The firm's own communities: nine communities of practice and the strategic one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from communities.community.kinds import EntryRoute, Kind, MemberRole, Stage
from config.demo.chatter import Manner, chat
from config.demo.place import Place
from config.demo.reading import table
from config.demo.seating import ROUTES, community, seat
from config.demo.talking import talk
from config.demo.world import World
from tenancy.people.person import Person


def start_practice(world: World, technicians: Iterable[str]) -> dict[str, Place]:
    """All internal communities with members and discussions, by slug."""
    places = {}
    for slug, facts in table("practice").items():
        others = technicians if facts.get("kind") == Kind.STRATEGIC else ()
        places[slug] = _start(world, {"slug": slug, **facts}, others)
    return places


def _start(world: World, facts: dict[str, Any], others: Iterable[str]) -> Place:
    since = world.clock.noon(world.clock.month(facts["months"])) + timedelta(days=9)
    stage = Stage.SUSTAINING if facts["months"] > 24 else Stage.ACTIVE
    made = community(
        world,
        facts,
        kind=facts.get("kind", Kind.INDUCED_COP),
        since=since,
        stage=stage,
        created_by_id=world.people["marchand"].id,
    )
    place = Place(made, facts["subjects"])
    _seats(world, place, facts, others)
    talk(world, place)
    chat(world, place, manner=Manner.of(facts["pace"]), words=facts.get("kind", "staff"))
    return place


def _seats(world: World, place: Place, facts: dict[str, Any], others: Iterable[str]) -> None:
    """The founders first, then who came later; one in five was told to come."""
    made, deputy = place.community, world.people[facts["deputy"]]
    seat(
        world,
        place,
        world.people[facts["leader"]],
        at=made.created_at,
        role=MemberRole.LEADER,
        route=EntryRoute.FOUNDED,
    )
    seat(world, place, deputy, at=made.created_at + timedelta(days=3), role=MemberRole.DEPUTY)
    for person, latest in _others(world, facts, others):
        if person not in place.members:
            age = (world.clock.now - made.created_at).days
            at = made.created_at + timedelta(days=int(age * latest * world.dice.random() ** 2), hours=2)
            seat(world, place, person, at=at, route=world.dice.choice(ROUTES))


def _others(world: World, facts: dict[str, Any], others: Iterable[str]) -> Iterable[tuple[Person, float]]:
    """Colleagues, each with the share of the community's age by which they had come."""
    yield from ((world.people[key], 0.4) for key in facts["named"])
    yield from ((world.people[key], 0.95) for key in others)
    for role, number in facts["functions"].items():
        yield from ((person, 0.97) for person in world.dice.sample(world.staff[role], number))
