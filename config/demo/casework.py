"""The firm's own records about accounts: which programme they are in, how its sources and facts are set up."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from config.demo.hospitals import MONTHS, Hospital
from config.demo.place import Place
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.community_case import Arm, CommunityCase
from customers.attributes.attribute import Attribute
from customers.sources.source_feed import SourceFeed
from customers.sources.source_system import SourceSystem
from tenancy.wall.loading import OWNER

OTHER = "Service project: dosing calculator"


def file_cases(
    world: World, found: Iterable[Hospital], accounts: Mapping[str, UUID], places: Mapping[str, Place]
) -> None:
    """The two arms: customer communities with the day of their opening, and the other project."""
    for one in found:
        if one.circle:
            opened = places[one.circle.slug].community.handed_over_at
            assert opened is not None
            dates = {
                "invited_on": world.clock.month(MONTHS - one.circle.opened + 3),
                "opened_on": opened.date(),
            }
            _case(world, accounts[one.external_id], Arm.COMMUNITY, one.circle.name, dates)
        elif one.other_project is not None:
            dates = {"invited_on": world.clock.month(MONTHS - one.other_project)}
            _case(world, accounts[one.external_id], Arm.OTHER_PROJECT, OTHER, dates)


def _case(world: World, account: UUID, arm: str, programme: str, dates: dict[str, Any]) -> None:
    world.rows.add(
        CommunityCase(
            **world.keys(),
            account_id=account,
            arm=arm,
            programme=programme,
            recorded_by_id=world.people["brook"].id,
            recorded_at=world.clock.day(20),
            **dates,
        )
    )


def accounts_of(world: World) -> dict[str, UUID]:
    """The imported accounts of the tenant by external id; needs `loading()` of accounts."""
    mine = Account.objects.using(OWNER).filter(tenant_id=world.tenant)
    return dict(mine.values_list("external_id", "id"))


ATTRIBUTES: tuple[tuple[str, str, str, str, list[str], str], ...] = (
    ("icu_beds", "Beds in intensive care", "number", "beds", [], "Critical care"),
    ("ventilators", "Ventilators", "number", "", [], "Critical care"),
    (
        "formulary_corvexa",
        "Corvexa on the formulary",
        "choice",
        "",
        ["listed", "restricted", "not listed"],
        "Sepsis",
    ),
    ("last_tender_on", "Last tender decided", "date", "", [], "Buying"),
)
SOURCES = (
    ("crm", "Helvora CRM", "crm", ["accounts", "contacts", "territories", "assignments", "products"], 1),
    ("erp", "Invoices (ERP)", "erp", ["accounts", "sales"], 31),
    ("panel", "MedPanel Europe", "panel", ["potentials"], 92),
    ("wholesale", "Pharmalog wholesale", "wholesaler", ["sales"], 7),
)


def set_up(world: World) -> None:
    """The systems that feed the firm, one of them late, and the facts that it keeps about accounts."""
    since = world.clock.day(400)
    made = {}
    for code, name, kind, feeds, rhythm in SOURCES:
        made[code] = world.rows.add(
            SourceSystem(
                **world.keys(),
                code=code,
                name=name,
                kind=kind,
                feeds=feeds,
                rhythm_days=rhythm,
                created_at=since,
                updated_at=since,
            )
        )
    heard = world.clock.day(16)
    world.rows.add(
        SourceFeed(
            **world.keys(),
            source=made["wholesale"],
            object="sales",
            first_seen_at=since,
            last_seen_at=heard,
            last_changed_at=heard,
            last_rows=1184,
        )
    )
    _attributes(world, since)


def _attributes(world: World, since: datetime) -> None:
    for position, (code, name, kind, unit, choices, area) in enumerate(ATTRIBUTES):
        world.rows.add(
            Attribute(
                **world.keys(),
                code=code,
                name=name,
                kind=kind,
                unit=unit,
                choices=choices,
                therapy_area=area,
                position=position,
                created_at=since,
                updated_at=since,
            )
        )
