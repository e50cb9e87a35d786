"""Four accounts with known sales, and a marketing manager who writes rules."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from customers.segments.drafting import publish, save_draft
from customers.segments.running import place_accounts
from tenancy.people.founding import found_person
from tenancy.people.person import Party, Person
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring

UNTIL = date(2026, 1, 1)
TODAY = date(2026, 1, 8)
ACCOUNTS = """external_id,name,type,region,country
A1,Large and growing,University hospital,North,CH
A2,Large and shrinking,General hospital,North,DE
A3,Small,General hospital,South,DE
A4,Without sales,General hospital,South,
"""
CONTACTS = "external_id,account_external_id,profession\nC1,A3,Hospital pharmacist\nC2,A3,Surgeon\n"
# Net sales by month of 2024 and of 2025.
SALES = {"A1": (1000, 1200), "A2": (1000, 800), "A3": (10, 10)}

Segment = dict[str, Any]
Place = Callable[..., UUID]


def segment(key: str, *conditions: tuple[str, str, Any], **facts: Any) -> Segment:
    """A segment as it is stored."""
    return {
        "key": key,
        "name": facts.get("name", key.title()),
        "attractiveness": "high",
        "criteria": "Because",
        "conditions": [{"fact": fact, "op": op, "value": value} for fact, op, value in conditions],
    }


def ruled(*segments: Segment) -> dict[str, Any]:
    """A rule set."""
    return {"segments": list(segments)}


GROW = segment("grow", ("sales_12m", "at_least", 10000), ("growth", "at_least", 10))
KEEP = segment("keep", ("sales_12m", "at_least", 5000))
REST = segment("rest")


@pytest.fixture
def centres(bring: Bring) -> None:
    """The four accounts."""
    bring("accounts", ACCOUNTS)
    bring("contacts", CONTACTS)
    lines = ["external_id,month,net_sales,currency"]
    for account, (before, then) in SALES.items():
        lines += [f"{account},2024-{month:02d},{before},EUR" for month in range(1, 13)]
        lines += [f"{account},2025-{month:02d},{then},EUR" for month in range(1, 13)]
    bring("sales", "\n".join(lines) + "\n")


@pytest.fixture
def marketing(cast: Cast) -> UUID:
    """Somebody of marketing: she oversees accounts, but not sales."""
    return found_person(cast.ardenne, party=Party.STAFF, name="Mara Weiss", roles=("marketing",))


@pytest.fixture
def place(cast: Cast, acting: Acting) -> Place:
    """`place(GROW, KEEP)`: publishes these segments and applies them; `place()` applies them again."""

    def placed(*segments: Segment, until: date = UNTIL, today: date = TODAY) -> UUID:
        if segments:
            with acting("manager"):
                save_draft(ruled(*segments), note="")
                publish(by=Person.objects.get(id=cast.manager))
        with acting_for(cast.ardenne, purpose="command"):
            run = UUID(str(call("open_segment_run", until)))
            assert place_accounts(run, today=today)
        return run

    return placed
