"""What the firm's systems tell beside accounts and sales: houses, further ids, territories, potentials, facts.

Everything goes through the product's own set-wise imports, so that it is judged like a customer's data.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import exp
from random import Random
from typing import Any
from uuid import UUID

from config.demo.clock import Clock
from config.demo.hospitals import Hospital
from config.demo.reading import table
from config.demo.selling import MAIN, SECOND
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.merging import merge
from customers.imports.importable import ACCOUNTS, SALES
from customers.imports.masters import ASSIGNMENTS, ATTRIBUTES, IDENTIFIERS, POTENTIALS, PRODUCTS, TERRITORIES
from tenancy.intake.batches import Batch
from tenancy.intake.staging import Importer, import_rows
from tenancy.slots.imports import ImportObject
from tenancy.wall.scope import acting_for

GROUPS = {MAIN: ("Corvexa", "Sepsis and shock"), SECOND: ("Lumivent", "Ventilation")}
WITH_ERP_NUMBER = 320
TWICE = 5
"""So many houses the ERP has under a second name; the first of them is merged."""
HOUSES = 9
YEAR = 12


class Teller:
    """Tells rows to one tenant as its administrator."""

    def __init__(self, tenant: UUID, administrator: UUID) -> None:
        self.importer = Importer(tenant, administrator)

    def tell(self, target: ImportObject, fields: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
        """Imports the rows; raises ValueError when one of them is refused."""
        told = list(rows)
        columns = [list(cells) for cells in zip(*told, strict=True)] or [[] for _ in fields]
        batch = Batch(range(len(told)), columns)
        report = import_rows(target, fields=list(fields), batches=[batch], by=self.importer)
        if report["failed"]:
            raise ValueError(report["errors"][:3])


def tell(world: World, found: list[Hospital]) -> None:
    """Products, further ids, houses, potentials and facts."""
    teller = Teller(world.tenant, world.people["zielinska"].id)
    dice = Random("masters")
    rows = [("crm", name, name, group, kind) for name, (group, kind) in GROUPS.items()]
    teller.tell(PRODUCTS, ("source", "external_id", "name", "product_group", "product_class"), rows)
    _second_system(teller, found, world.clock)
    _houses(teller, found)
    _potentials(teller, found, world.clock, dice)
    _facts(teller, found, world.clock, dice)


def _second_system(teller: Teller, found: list[Hospital], clock: Clock) -> None:
    """The ERP knows many houses by its own number, and a few of them twice."""
    known = [one for one in found if one.circle is None and one.other_project is None][:WITH_ERP_NUMBER]
    numbers = {one.external_id: f"{700000 + 13 * n}" for n, one in enumerate(known)}
    teller.tell(
        IDENTIFIERS,
        ("source", "external_id", "account_source", "account_external_id"),
        [("erp", numbers[one.external_id], "crm", one.external_id) for one in known[TWICE:]],
    )
    rows = [
        ("erp", numbers[one.external_id], one.name.upper() if n < TWICE else one.name, one.country, one.place)
        for n, one in enumerate(known)
    ]
    teller.tell(ACCOUNTS, ("source", "external_id", "name", "country", "city"), rows)
    # The CRM tells the place of those as well, so that the pair can be seen to be one.
    places = [("crm", one.external_id, one.place) for one in known[:TWICE]]
    teller.tell(ACCOUNTS, ("source", "external_id", "city"), places)
    months = [(clock.month(back).isoformat(), f"{amount}.00") for back, amount in ((2, 1840), (1, 2210))]
    own = ("erp", numbers[known[0].external_id])
    sales = [(*own, month, MAIN, amount, "EUR") for month, amount in months]
    teller.tell(SALES, ("source", "external_id", "month", "product", "net_sales", "currency"), sales)


def _houses(teller: Teller, found: list[Hospital]) -> None:
    """Trusts above the hospitals of one place, and intensive care departments below."""
    places: dict[tuple[str, str], list[Hospital]] = {}
    for one in found:
        places.setdefault((one.country, one.place), []).append(one)
    several = [item for item in places.items() if len(item[1]) > 1][:HOUSES]
    rows: list[tuple[str | None, ...]] = []
    for number, ((country, place), hospitals) in enumerate(several):
        trust = f"T-{100 + number}"
        rows.append(("crm", trust, f"Hospital trust {place}", "Hospital trust", country, place, None))
        rows += [("crm", h.external_id, h.name, h.type, country, place, trust) for h in hospitals[:3]]
        first = hospitals[0]
        department = (f"{first.external_id}-ICU", f"{first.name}, intensive care", "Department")
        rows.append(("crm", *department, country, place, first.external_id))
    fields = ("source", "external_id", "name", "type", "country", "city", "parent_external_id")
    teller.tell(ACCOUNTS, fields, rows)


def _potentials(teller: Teller, found: list[Hospital], clock: Clock, dice: Random) -> None:
    """A market panel estimates the last twelve months of both groups."""
    span = (clock.month(YEAR).isoformat(), clock.month(1).isoformat())
    told = (clock.today - timedelta(days=20)).isoformat()
    rows: list[tuple[str | None, ...]] = []
    for one in found:
        own = YEAR * exp(one.log_level + one.growth * 54)
        potential = own / min(0.9, max(0.08, dice.gauss(0.34, 0.13)))
        row = ("panel", "crm", one.external_id, "Corvexa", *span, f"{potential:.0f}.00", "EUR", told)
        rows.append(row)
        if one.segment == "A":
            units = f"{own * 0.16 / 148 / dice.uniform(0.15, 0.6):.0f}"
            rows.append(("panel", "crm", one.external_id, "Lumivent", *span, units, None, told))
    fields = (
        "source", "account_source", "external_id", "product_group", "from_month", "to_month", "potential",
        "currency", "told_on",
    )  # fmt: skip
    teller.tell(POTENTIALS, fields, rows)


def _facts(teller: Teller, found: list[Hospital], clock: Clock, dice: Random) -> None:
    """Therapy-area facts of the larger houses."""
    rows: list[tuple[str, str, str, str]] = []
    for one in found:
        if one.segment == "C":
            continue
        beds = max(6, round(14 + 9 * one.potential + dice.gauss(0, 3)))
        facts: dict[str, Any] = {
            "icu_beds": beds,
            "ventilators": round(beds * dice.uniform(0.6, 1.1)),
            "formulary_corvexa": dice.choice(["listed", "listed", "restricted", "not listed"]),
            "last_tender_on": _day(clock, dice),
        }
        rows += [("crm", one.external_id, code, str(value)) for code, value in facts.items()]
    teller.tell(ATTRIBUTES, ("source", "external_id", "attribute", "value"), rows)


def _day(clock: Clock, dice: Random) -> date:
    return clock.today - timedelta(days=dice.randint(40, 1000))


def merge_one(world: World) -> None:
    """Management has seen that one house stood in both systems."""
    manager = world.people["marchand"]
    with acting_for(world.tenant, manager.id):
        goes = Account.objects.filter(source="erp").order_by("external_id").first()
        if goes is not None and goes.merged_into_id is None:
            alike = Account.objects.filter(source="crm", search_name=goes.search_name, country=goes.country)
            merge(goes, into=alike[0], why="The ERP wrote the same house in capitals", by=manager)


def tell_rival(world: World) -> None:
    """The second firm's few accounts and their sales, of which the first one must never see a line."""
    teller, dice = Teller(world.tenant, world.people["admin"].id), Random("rival sales")
    names = table("rival")["accounts"]
    ids = [f"B-{40 + number}" for number in range(len(names))]
    rows = [(one, name, "Hospital", dice.choice("AB"), "DE") for one, name in zip(ids, names, strict=True)]
    teller.tell(ACCOUNTS, ("external_id", "name", "type", "segment", "country"), rows)
    months = [world.clock.month(back).isoformat() for back in range(18, 0, -1)]
    sales = [(one, month, f"{dice.uniform(2000, 9000):.2f}", "EUR") for one in ids for month in months]
    teller.tell(SALES, ("external_id", "month", "net_sales", "currency"), sales)
    since = months[0]
    places = [("B-EAST", "Leipzig and Lund", "territory", "DE")]
    teller.tell(TERRITORIES, ("external_id", "name", "level", "country"), places)
    fields = ("account_external_id", "territory_external_id", "person", "since")
    rep = str(world.people["hollander"].id)
    placed = [(one, "B-EAST", None, since) for one in ids[:-1]]
    teller.tell(ASSIGNMENTS, fields, [*placed, (None, "B-EAST", rep, since)])
