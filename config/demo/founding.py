"""The two firms, their portals and the accounts that can sign in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from config.demo.reading import table
from config.demo.world import World
from config.running.accounts import PASSWORD
from tenancy.people.founding import found_user
from tenancy.people.person import Party, Person
from tenancy.people.sign_in import SignIn
from tenancy.people.tenant import Tenant
from tenancy.surfaces.portal import Portal

AGE = timedelta(days=2400)
EMERGENCY = [
    {"country": "CH", "number": "0800 000 112", "hours": "00:00–24:00"},
    {"country": "DE", "number": "0800 000 11 22", "hours": "00:00–24:00"},
    {"country": "GB", "number": "0800 000 3322", "hours": "00:00–24:00"},
]


def users_of(people: Mapping[str, Mapping[str, Any]]) -> dict[str, UUID]:
    """Sign-in identities for those of `people` who have one, by e-mail; existing ones are kept."""
    emails = [facts["sign_in"] for facts in people.values() if "sign_in" in facts]
    return {email: found_user(email, password=PASSWORD).pk for email in emails}


def found_firm(world: World, firm: Mapping[str, Any]) -> None:
    """The tenant and its portal."""
    world.rows.add(Tenant(id=world.tenant, created_at=world.clock.now - AGE, **firm["tenant"]))
    portal = firm["portal"]
    world.rows.add(
        Portal(
            **world.keys(),
            slug=portal["slug"],
            name=portal["name"],
            operator_name=portal["operator"],
            sponsor_name=portal["sponsor"],
            emergency=EMERGENCY,
        )
    )


def settle(world: World, people: Mapping[str, Mapping[str, Any]], users: Mapping[str, UUID]) -> None:
    """Everybody who is named, with role and sign-in."""
    for key, facts in people.items():
        person = _named(world, facts)
        world.people[key] = person
        if role := facts.get("role"):
            world.role(person, role)
        if district := facts.get("district"):
            world.districts[person.id] = district
        if email := facts.get("sign_in"):
            world.rows.add(SignIn(**world.keys(), person_id=person.id, user_id=users[email]))


def _named(world: World, facts: Mapping[str, Any]) -> Person:
    party = Party(facts.get("party", "staff"))
    country = facts.get("country", "")
    person = world.person(
        party,
        facts["name"],
        since=world.clock.day(900 if party == Party.CUSTOMER else 1500),
        country=country,
        place=facts.get("place", ""),
        organisation=facts.get("organisation", ""),
        profession=facts.get("profession", ""),
        job_function=facts.get("function", facts.get("profession", "")),
        language=facts.get("language", "en"),
        time_zone=table("countries").get(country, {}).get("zone", "Europe/Zurich"),
        verified=facts.get("verified", True),
    )
    if party == Party.CUSTOMER:
        world.physicians[country].append(person)
    return person
