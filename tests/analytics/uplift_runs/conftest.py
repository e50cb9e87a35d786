"""A firm with sales in which the truth is known: bigger customers are chosen, and joining adds 40 a month."""

import io
import random
from collections.abc import Collection
from datetime import date

import pytest

from customers.accounts.account import Account
from customers.accounts.community_case import Arm, CommunityCase
from customers.imports.importable import ACCOUNTS, SALES
from tenancy.intake.staging import Importer, import_file
from tenancy.wall.scope import acting_for
from tests.cast import THEN, Cast

MONTHS = [f"{2023 + at // 12}-{at % 12 + 1:02d}" for at in range(40)]
UNTIL = date(2026, 5, 1)
COHORTS = (12, 13, 14)
EFFECT = 40.0


def members_of(customers: int) -> dict[str, int]:
    """Every third customer joins, in one of the three months."""
    return {f"A{at:03d}": COHORTS[at // 3 % 3] for at in range(0, customers, 3)}


def fill(cast: Cast, *, customers: int, untold: Collection[tuple[str, int]] = ()) -> None:
    """Accounts, three years of sales without the months `untold`, and the opening dates of the members."""
    source = random.Random(7)
    joined = members_of(customers)
    accounts, sales = ["external_id,name,segment,region"], ["external_id,month,net_sales,currency"]
    for at in range(customers):
        name = f"A{at:03d}"
        accounts.append(f"{name},Klinik {at},{'A' if at % 2 else 'B'},{'North' if at % 4 < 2 else 'South'}")
        level = source.uniform(400, 600) + (80 if name in joined else 0)
        for month, label in enumerate(MONTHS):
            added = EFFECT if month >= joined.get(name, 99) else 0.0
            amount = level + 2 * month + added + source.gauss(0, 8)
            if (name, month) not in untold:
                sales.append(f"{name},{label},{amount:.2f},EUR")
    for target, lines in ((ACCOUNTS, accounts), (SALES, sales)):
        report = import_file(target, io.BytesIO("\n".join(lines).encode()), by=Importer(cast.ardenne))
        assert report["failed"] == 0
    with acting_for(cast.ardenne, cast.manager):
        for name, month in joined.items():
            opened = date.fromisoformat(f"{MONTHS[month]}-15")
            CommunityCase(
                account=Account.objects.get(external_id=name),
                arm=Arm.COMMUNITY,
                programme="Circles",
                opened_on=opened,
                recorded_by_id=cast.manager,
                recorded_at=THEN,
            ).save()


@pytest.fixture
def firm(committed: None, cast: Cast) -> None:
    """120 accounts, 40 of them members."""
    fill(cast, customers=120)


@pytest.fixture
def small_firm(committed: None, cast: Cast) -> None:
    """30 accounts, 10 of them members: too few to say anything."""
    fill(cast, customers=30)
