"""The many who are not named by hand: 150 colleagues, fifty technicians, several hundred physicians."""

from collections.abc import Iterator, Mapping
from typing import Any

from config.demo.reading import table
from config.demo.world import World
from tenancy.people.person import Party, Person

PROFESSIONS = (
    ["Intensive care physician"] * 9
    + ["Anaesthetist"] * 5
    + ["Emergency physician"] * 3
    + ["Intensive care nurse"] * 2
    + ["Clinical pharmacist", "Surgeon", "Internal medicine physician", "Physiotherapist"]
)
WITHOUT_TITLE = {"Intensive care nurse", "Clinical pharmacist", "Physiotherapist"}


def hire(world: World) -> None:
    """Fills the unit up to its 150: representatives by district, everybody else by function."""
    firm = table("firm")
    for district in firm["districts"]:
        present = sum(world.districts.get(rep.id) == district["name"] for rep in world.staff["sales_rep"])
        for _ in range(district["reps"] - present):
            _colleague(world, "sales_rep", "Sales", district)
    for function in firm["functions"]:
        districts = _every(firm["districts"])
        while len(world.staff[function["role"]]) < function["count"]:
            _colleague(world, function["role"], function["title"], next(districts))


def _every(districts: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    while True:
        yield from districts


def _colleague(world: World, role: str, title: str, district: Mapping[str, Any]) -> None:
    country = world.dice.choice(district["countries"])
    place = district["seat"] if role != "sales_rep" else city(world, country, district.get("part", ""))
    person = world.person(
        Party.STAFF,
        name(world, country),
        since=world.clock.day(world.dice.randint(300, 2200)),
        country=country,
        place=place,
        job_function=title,
        time_zone=table("countries")[country]["zone"],
    )
    world.districts[person.id] = district["name"]
    world.role(person, role)


def engage_technicians(world: World) -> list[str]:
    """The fifty of the strategic community, some of them named; returns the keys of the unnamed."""
    facts = table("technicians")
    for key, person in facts["people"].items():
        world.people[key] = _technician(world, person["name"], person, person["function"])
    functions = ["Desktop services", "Server operations", "Networks", "Identity and access"]
    fresh = []
    for site in facts["sites"]:
        for number, who in enumerate(site["names"]):
            key = f"{site['place']}-{number}"
            world.people[key] = _technician(world, who, site, world.dice.choice(functions))
            fresh.append(key)
    return fresh


def _technician(world: World, who: str, at: Mapping[str, Any], function: str) -> Person:
    return world.person(
        Party.STAFF,
        who,
        since=world.clock.day(world.dice.randint(700, 2000)),
        country=at["country"],
        place=at["place"],
        job_function=function,
        organisation="Helvora Group IT",
    )


def register_physicians(world: World, country: str, number: int) -> None:
    """That many health professionals of a country, in hospitals there."""
    facts = table("countries")[country]
    for _ in range(number):
        place = city(world, country)
        profession = world.dice.choice(PROFESSIONS)
        who = name(world, country)
        person = world.person(
            Party.CUSTOMER,
            who if profession in WITHOUT_TITLE else f"{facts['title']} {who}",
            since=world.clock.day(world.dice.randint(200, 1100)),
            country=country,
            place=place,
            organisation=world.dice.choice(facts["hospitals"]).format(city=place),
            profession=profession,
            job_function=profession,
            language=facts["language"],
            time_zone=facts["zone"],
        )
        world.physicians[country].append(person)


def name(world: World, country: str) -> str:
    """A name as people have it there, given to nobody else."""
    facts = table("countries")[country]
    while True:
        found = f"{world.dice.choice(facts['first'])} {world.dice.choice(facts['last'])}"
        if found not in world.names:
            world.names.add(found)
            return found


def city(world: World, country: str, part: str = "") -> str:
    """A city of the country, or of a part of it."""
    facts = table("countries")[country]
    cities = facts[part] if part else facts.get("cities") or [*facts["north"], *facts["south"]]
    return str(world.dice.choice(cities))
