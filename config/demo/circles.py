"""Customer communities: those that are open, and those that representatives prepare."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from communities.community.kinds import EntryRoute, Kind, MemberRole, MemberState, Stage
from config.demo.chatter import VITALITY, chat
from config.demo.crossings import crossings_of, crossings_of_the_first
from config.demo.place import Place
from config.demo.reading import table
from config.demo.seating import community, seat, sponsor_view, steward
from config.demo.stages import stages_of
from config.demo.talking import talk
from config.demo.world import World
from customers.preparation.preparation_action import PreparationAction
from tenancy.people.person import Person

ZONE = ZoneInfo("Europe/Zurich")
LEVELS = ["aggregates"] * 6 + ["closed", "closed", "summary", "portal"]


def open_circles(world: World) -> dict[str, Place]:
    """The fifty-four that were handed over to their members, by slug."""
    facts = table("circles")
    places = {}
    for position, circle in enumerate(facts["circles"]):
        places[circle["slug"]] = _open(world, facts["defaults"] | circle, position)
    return places


def prepare_circles(world: World) -> dict[str, Place]:
    """Those that are ideas or in preparation, with the representative's next actions."""
    return {facts["slug"]: _prepare(world, facts) for facts in table("circles")["preparing"]}


def opening_of(world: World, opened: int) -> datetime:
    """The evening on which a community that is so many months old was handed over."""
    day = world.clock.month(opened) + timedelta(days=world.dice.randint(2, 20))
    return datetime.combine(day, time(17, 30), tzinfo=ZONE)


def _open(world: World, facts: dict[str, Any], position: int) -> Place:
    at = opening_of(world, facts["opened"])
    rep = _representative(world, facts)
    facts.setdefault("level", LEVELS[position % len(LEVELS)])
    made = community(
        world,
        _described(facts),
        kind=Kind.CUSTOMER,
        since=at - timedelta(days=world.dice.randint(70, 190)),
        stage=_stage(facts, position),
        stage_since=(at + timedelta(days=40)).date(),
        handed_over_at=at,
        created_by_id=rep.id,
    )
    stages_of(world, made, handed_over_at=at)
    place = Place(made, [facts["topic"]] if "topic" in facts else [])
    steward(world, place, rep, since=made.created_at, may_see_names=position % 4 == 0)
    sponsor_view(world, place, since=at, may_see_names=position % 4 == 0)
    _seats(world, place, facts, at, rep)
    crossings_of(world, place, at=at, rep=rep)
    if facts.get("steward") == "feldkamp":
        crossings_of_the_first(world, place, rep=rep)
    for title, days in facts.get("actions", ()):
        _action(world, place, rep, title, days)
    talk(world, place)
    if place.subjects:
        chat(world, place, manner=VITALITY[facts["vitality"]], words=facts["language"])
    return place


def _stage(facts: dict[str, Any], position: int) -> str:
    if facts["opened"] <= 12:
        return Stage.INITIATION
    if facts["vitality"] == "silent":
        return Stage.CLOSED if position % 3 == 0 else Stage.RENEWAL
    return Stage.SUSTAINING if facts["opened"] > 24 else Stage.ACTIVE


def _described(facts: dict[str, Any]) -> dict[str, Any]:
    words = table("shells")[facts["language"]]
    topic = facts.get("topic", "")
    return {
        "purpose": words["purpose"].format(topic=topic),
        "domain": words["domain"].format(topic=topic),
    } | facts


def _representative(world: World, facts: dict[str, Any]) -> Person:
    if key := facts.get("steward"):
        return world.people[key]
    districts = [d["name"] for d in table("firm")["districts"] if facts["countries"][0] in d["countries"]]
    near = [
        rep
        for rep in world.staff["sales_rep"]
        if world.districts[rep.id] in districts and rep is not world.people["feldkamp"]
    ]
    return world.dice.choice(near)


def _seats(world: World, place: Place, facts: dict[str, Any], at: datetime, rep: Person) -> None:
    """The leader by hand-over, the deputy a day later, the founders at the kick-off, the others since."""
    named = [world.people[key] for key in (*facts.get("named", ()), *_if(facts, "moderator"))]
    pool = [person for country in facts["countries"] for person in world.physicians[country]]
    strangers = [person for person in pool if person not in world.people.values()]
    number = facts.get("members") or world.dice.randint(12, 24)
    leader, deputy, *others = _chosen(world, facts, named, strangers, number)
    seat(world, place, leader, at=at, role=MemberRole.LEADER, by=rep)
    seat(world, place, deputy, at=at + timedelta(days=1), role=MemberRole.DEPUTY, by=leader)
    age = max((world.clock.now - at).days, 2)
    for position, person in enumerate(others):
        early = position < max(10, len(named))
        days = world.dice.randint(1, 12) if early else int(age * world.dice.random() ** 1.3)
        role = (
            MemberRole.MODERATOR
            if person is world.people.get(facts.get("moderator", ""))
            else MemberRole.MEMBER
        )
        joined = min(at + timedelta(days=days, hours=3), world.clock.ago("2d"))
        left = MemberState.ENDED if not early and world.dice.random() < 0.08 else MemberState.ACTIVE
        ended = {"ended_at": world.clock.day(world.dice.randint(1, 200))} if left == MemberState.ENDED else {}
        if ended and ended["ended_at"] <= joined:
            left, ended = MemberState.ACTIVE, {}
        seat(
            world, place, person, at=joined, role=role, state=left, by=leader,
            route=EntryRoute.INVITED, named_to_sponsor=world.dice.random() < 0.22, **ended,
        )  # fmt: skip


def _if(facts: dict[str, Any], key: str) -> list[str]:
    return [facts[key]] if key in facts else []


def _chosen(
    world: World, facts: dict[str, Any], named: list[Person], strangers: list[Person], number: int
) -> list[Person]:
    """Leader and deputy first, then the named, then strangers up to the number."""
    heads = [world.people[key] for key in (*_if(facts, "leader"), *_if(facts, "deputy"))]
    missing = max(0, number - len(heads) - len(named))
    fresh = world.dice.sample(strangers, min(missing, len(strangers)))
    if heads:
        return [*heads, *named, *fresh]
    physicians = [person for person in fresh if person.display_name.startswith("D")]
    heads = physicians[:2]
    return [*heads, *(person for person in fresh if person not in heads)]


def _prepare(world: World, facts: dict[str, Any]) -> Place:
    rep = world.people[facts["steward"]]
    since = world.clock.day(world.dice.randint(30, 120))
    made = community(
        world,
        facts,
        kind=Kind.CUSTOMER,
        since=since,
        stage=facts["stage"],
        stage_since=(since + timedelta(days=12)).date(),
        created_by_id=rep.id,
    )
    place = Place(made, [])
    steward(world, place, rep, since=since)
    if leader := facts.get("leader"):
        at = world.clock.ago("2d3h")
        seat(
            world,
            place,
            world.people[leader],
            at=at,
            role=MemberRole.LEADER,
            state=MemberState.INVITED,
            by=rep,
        )
    for title, days in facts["actions"]:
        _action(world, place, rep, title, days)
    return place


def _action(world: World, place: Place, rep: Person, title: str, days: int) -> None:
    world.rows.add(
        PreparationAction(
            **world.keys(),
            community_id=place.community.id,
            title=title,
            due_on=world.clock.today + timedelta(days=days),
            created_by_id=rep.id,
            created_at=world.clock.ago("5d"),
        )
    )
