"""The second firm, so that the wall between tenants can be seen."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from communities.community.kinds import EntryRoute, Kind, MemberRole, Stage
from config.demo.crossings import note
from config.demo.founding import found_firm, settle
from config.demo.place import Place
from config.demo.reading import table
from config.demo.seating import community, seat, sponsor_view, steward
from config.demo.talking import talk
from config.demo.world import World

RIVAL = UUID("b2b8a3d4-77e1-4c52-8a0f-5e1f00d0be11")


def found(world: World, users: Mapping[str, UUID]) -> World:
    """Tenant, people, one community of practice and one circle; returns the second firm's world."""
    facts = table("rival")
    theirs = World(RIVAL, world.clock, world.rows, Random("rival"))
    found_firm(theirs, facts)
    settle(theirs, facts["people"], users)
    _practice(theirs, facts["practice"])
    _circle(theirs, facts["circle"])
    return theirs


def _practice(world: World, facts: dict[str, Any]) -> None:
    since = world.clock.day(300)
    made = community(world, facts, kind=Kind.INDUCED_COP, since=since, stage=Stage.ACTIVE)
    place = Place(made, [])
    _seats(world, place, facts, route=EntryRoute.VOLUNTEERED)
    talk(world, place)


def _circle(world: World, facts: dict[str, Any]) -> None:
    at = world.clock.day(240)
    made = community(
        world, facts, kind=Kind.CUSTOMER, since=at - timedelta(days=80), stage=Stage.ACTIVE, handed_over_at=at
    )
    place = Place(made, [])
    steward(world, place, world.people[facts["steward"]], since=made.created_at)
    sponsor_view(world, place, since=at)
    _seats(world, place, facts, route=EntryRoute.INVITED)
    note(
        world, place, "hand_over", "Hand-over: the shell belongs to the community", by=place.leader, at=at,
        receiver="both sides", side="both", why="The leader accepted",
    )  # fmt: skip
    talk(world, place)


def _seats(world: World, place: Place, facts: dict[str, Any], *, route: str) -> None:
    at = place.community.handed_over_at or place.community.created_at
    seat(world, place, world.people[facts["leader"]], at=at, role=MemberRole.LEADER, route=route)
    for number, key in enumerate(facts["others"]):
        seat(world, place, world.people[key], at=at + timedelta(days=3 + number), route=route)
