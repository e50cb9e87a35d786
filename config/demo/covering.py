"""The map of the sales force: regions, nine districts, a territory for each representative, and who has what."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from config.demo.hospitals import MONTHS, Hospital
from config.demo.masters import Teller
from config.demo.reading import table
from config.demo.world import World
from customers.imports.masters import ASSIGNMENTS, TERRITORIES

PLACED = ("source", "account_external_id", "territory_external_id", "since")
COVERED = ("source", "territory_external_id", "person", "role", "is_primary", "since", "until")
KEPT = ("source", "account_external_id", "person", "role", "since")
EMPTY = 2
"""So many territories wait for a successor."""


def cover(world: World, found: list[Hospital]) -> None:
    """Territories from the CRM, everybody's assignments, and the key accounts."""
    teller = Teller(world.tenant, world.people["zielinska"].id)
    reps = _by_district(world, "sales_rep")
    _map(teller, reps)
    _place(teller, world, found, reps)
    _people(teller, world, reps)
    key = [one for one in found if one.segment == "A"]
    managers = world.staff["key_account_manager"]
    since = world.clock.month(30).isoformat()
    rows = [
        ("crm", one.external_id, str(managers[n % len(managers)].id), "key_account_manager", since)
        for n, one in enumerate(key)
    ]
    teller.tell(ASSIGNMENTS, KEPT, rows)


def _by_district(world: World, role: str) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for person in world.staff[role]:
        if person.id in world.districts:
            found[world.districts[person.id]].append(person.id)
    return found


def code_of(name: str) -> str:
    """The CRM's id of a region or district."""
    return "-".join(word[:3].upper() for word in name.split() if word != "and")


def _map(teller: Teller, reps: dict[str, list[UUID]]) -> None:
    firm = table("firm")
    zones = {country: facts["zone"] for country, facts in table("countries").items()}
    rows: list[tuple[str | None, ...]] = [
        ("crm", code_of(name), name, "region", None, None, None) for name in firm["regions"]
    ]
    for district in firm["districts"]:
        countries, name = district["countries"], district["name"]
        region = next(region for region, members in firm["regions"].items() if countries[0] in members)
        country = countries[0] if len(countries) == 1 else None
        zone = zones.get(countries[0])
        rows.append(("crm", code_of(name), name, "district", code_of(region), country, zone))
        rows += [
            (
                "crm",
                f"{code_of(name)}-{n + 1:02}",
                f"{name} {n + 1}",
                "territory",
                code_of(name),
                country,
                zone,
            )
            for n in range(len(reps[name]))
        ]
    fields = ("source", "external_id", "name", "level", "parent_external_id", "country", "time_zone")
    teller.tell(TERRITORIES, fields, rows)


def _place(teller: Teller, world: World, found: list[Hospital], reps: dict[str, list[UUID]]) -> None:
    since = world.clock.month(MONTHS).isoformat()
    rows = []
    for number, one in enumerate(found):
        if number % 150 != 149:  # a few lie nowhere: the map shows them as a gap
            place = f"{code_of(one.district)}-{number % len(reps[one.district]) + 1:02}"
            rows.append(("crm", one.external_id, place, since))
    teller.tell(ASSIGNMENTS, PLACED, rows)


def _people(teller: Teller, world: World, reps: dict[str, list[UUID]]) -> None:
    start, change = world.clock.month(MONTHS), world.clock.today - timedelta(days=210)
    left = world.clock.today - timedelta(days=25)
    named = {person.id for person in world.people.values()}
    rows: list[tuple[str | None, ...]] = []
    empty = 0
    for district, team in reps.items():
        for n, rep in enumerate(team):
            pair = team[n - n % 2 : n - n % 2 + 2]
            if n // 2 == 1 and len(pair) == 2 and not named & set(pair):  # two who changed places
                rows.append(_row(district, n ^ 1, rep, start, change - timedelta(days=1)))
                rows.append(_row(district, n, rep, change))
            elif n == len(team) - 1 and empty < EMPTY and rep not in named:  # one who left
                empty += 1
                rows.append(_row(district, n, rep, start, left))
            else:
                rows.append(_row(district, n, rep, start))
    for manager in world.staff["sales_manager"]:
        if district := world.districts.get(manager.id, ""):
            who = (str(manager.id), "district_manager", "true", start.isoformat(), None)
            rows.append(("crm", code_of(district), *who))
    teller.tell(ASSIGNMENTS, COVERED, rows)


def _row(district: str, n: int, rep: UUID, since: date, until: date | None = None) -> tuple[str | None, ...]:
    ends = until.isoformat() if until else None
    return ("crm", f"{code_of(district)}-{n + 1:02}", str(rep), "sales_rep", "true", since.isoformat(), ends)
