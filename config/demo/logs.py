"""The firm's own log: roles given and taken over the months."""

from datetime import datetime
from typing import Any

from config.demo.world import World
from tenancy.events.event import Event, Plane
from tenancy.people.person import Person

CHANGES = 24


def keep_logs(world: World) -> None:
    """What the administrator did to people's roles, newest two weeks ago."""
    administrator = world.people["zielinska"]
    roles = ["sales_rep", "marketing", "medical", "medical_information", "key_account_manager", "drug_safety"]
    for number in range(CHANGES):
        role = roles[number % len(roles)]
        someone = world.dice.choice(world.staff[role])
        at = world.clock.noon(world.clock.day(14 + number * 11).date())
        verb = "role.taken" if number % 7 == 4 else "role.given"
        _event(world, verb, someone, by=administrator, at=at, ids={"role": role})


def _event(world: World, verb: str, about: Person, *, by: Person, at: datetime, ids: dict[str, Any]) -> None:
    world.rows.add(
        Event(
            **world.keys(),
            plane=Plane.SPONSOR,
            verb=verb,
            subject_kind="tenancy.person",
            subject_id=about.id,
            by_id=by.id,
            ids=ids,
            at=at,
        )
    )
