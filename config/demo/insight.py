"""What the firm knows of its customers: potentials, segments with history, services and what was used of them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from math import exp
from random import Random
from typing import Any
from uuid import UUID

from config.demo.casework import accounts_of
from config.demo.hospitals import MONTHS, Hospital
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.potential import Measure, Potential
from customers.segments.drafting import publish, save_draft
from customers.segments.running import place_accounts
from customers.segments.segment_membership import SegmentMembership
from customers.segments.segment_rules import SegmentRules
from customers.segments.segment_run import SegmentRun
from customers.services.delivery import ServiceDelivery
from customers.services.offer import ServiceOffer
from customers.services.service import Service
from tenancy.wall.functions import call
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

MARKETING = "esteve"
HISTORY = 5
"""So many months ago the first version was published."""
CHANGED = 2
Segment = tuple[str, str, str, str, list[Any]]
FIRST: tuple[Segment, ...] = (
    (
        "university",
        "University hospitals that shape practice",
        "high",
        "They teach, publish and are asked by others.",
        [("type", "one_of", ["University hospital"])],
    ),
    (
        "room",
        "Large potential, small share",
        "high",
        "Much need that is met elsewhere: explore it first.",
        [("potential", "at_least", 120000), ("share", "below", 45)],
    ),
    (
        "steady",
        "Loyal and steady",
        "medium",
        "They know the product; keep answers quick.",
        [("sales_12m", "at_least", 60000)],
    ),
    ("request", "Served on request", "low", "Small centres; the service centre answers when they call.", []),
)
GROWING: Segment = (
    "growing",
    "Growing partners",
    "medium",
    "They grow with what they have learned; help them to teach others.",
    [("growth", "at_least", 8), ("share", "at_least", 45)],
)
SECOND: tuple[Segment, ...] = (FIRST[0], FIRST[1], GROWING, *FIRST[2:])
SERVICES = (
    (
        "Dosing hotline",
        "centre",
        False,
        "Answers of a pharmacist within the hour.",
        ("phone", "email"),
        "university room growing steady request",
    ),
    (
        "Literature search",
        "centre",
        False,
        "Published trials on a clinical question, all of them.",
        ("email", "web"),
        "university growing steady",
    ),
    (
        "Product availability check",
        "centre",
        False,
        "Stock and delivery times for the pharmacy.",
        ("phone",),
        "steady request",
    ),
    (
        "Ward visit by a specialist",
        "sales_force",
        False,
        "Questions of the team, on its own ward.",
        ("visit",),
        "university room growing",
    ),
    (
        "Help to build a customer community",
        "sales_force",
        False,
        "Preparation with the future leader.",
        ("visit", "web"),
        "university room growing",
    ),
    (
        "Course in point-of-care ultrasound",
        "agency",
        True,
        "Two days for two members of a team.",
        ("event",),
        "university",
    ),
    (
        "Guideline update by mail",
        "agency",
        False,
        "Once a quarter, written by a neutral editor.",
        ("email", "post"),
        "university room growing steady request",
    ),
)


MODEL = "market model"


def look_into(world: World, found: Iterable[Hospital]) -> None:
    """All of it, each part once; needs accounts and sales."""
    with acting_for(world.tenant, world.people[MARKETING].id):
        segmented, serving = SegmentRun.objects.done().count() > HISTORY, Service.objects.exists()
    with loading([*world.rows.order, Account]):
        accounts = accounts_of(world)
        if not Potential.objects.using(OWNER).filter(tenant_id=world.tenant, source=MODEL).exists():
            _estimate(world, found, accounts)
            world.rows.write()
    if not segmented:
        _segment(world)
    if not serving:
        with loading([*world.rows.order, Account]):
            _serve(world, accounts)
            world.rows.write()


def _estimate(world: World, found: Iterable[Hospital], accounts: Mapping[str, UUID]) -> None:
    """What each centre buys from everybody: two calendar years, of a market model that is right within limits."""
    dice = Random("potentials")
    year = world.clock.today.year
    for one in found:
        a_year = 12 * exp(one.log_level + one.growth * (MONTHS - 6))
        share = min(0.92, max(0.12, dice.gauss(0.46, 0.17)))
        for back in (1, 0):
            world.rows.add(
                Potential(
                    **world.keys(),
                    account_id=accounts[one.external_id],
                    period_from=world.clock.today.replace(year=year - back, month=1, day=1),
                    period_to=world.clock.today.replace(year=year - back, month=12, day=31),
                    measure=Measure.CURRENCY,
                    currency="EUR",
                    amount=round(100 * a_year * dice.uniform(0.95, 1.05) / share),
                    source=MODEL,
                    told_on=world.clock.month(10 + 12 * back),
                    created_at=world.clock.day(300 * back + 30),
                    updated_at=world.clock.day(300 * back + 30),
                )
            )


def _segment(world: World) -> None:
    """Two versions of the rules and a run every month, each dated to its day."""
    versions = {HISTORY: (FIRST, "First version, after two workshops with the districts.")}
    versions[CHANGED] = (SECOND, "Growing partners deserve a segment of their own.")
    for back in range(HISTORY, -1, -1):
        if back in versions and not _is_published(world, versions[back][1]):
            _publish(world, *versions[back], back=back)
        month = world.clock.month(back)
        with acting_for(world.tenant, purpose="command"):
            run = UUID(str(call("open_segment_run", month)))
            place_accounts(run, today=month)
        _date_back(world, run, back)


def _is_published(world: World, note: str) -> bool:
    with acting_for(world.tenant, world.people[MARKETING].id):
        return SegmentRules.objects.published().filter(note=note).exists()


def _publish(world: World, segments: tuple[Any, ...], note: str, *, back: int) -> None:
    marketing = world.people[MARKETING]
    rules = {"segments": [_stored(*segment) for segment in segments]}
    with acting_for(world.tenant, marketing.id):
        save_draft(rules, note=note)
        version = publish(by=marketing)
    with loading([SegmentRules]):
        version.changed_at = world.clock.noon(world.clock.month(back)) - timedelta(days=1)
        version.save(using=OWNER, update_fields=["changed_at"])


def _stored(key: str, name: str, attractiveness: str, criteria: str, conditions: list[Any]) -> dict[str, Any]:
    asked = [{"fact": fact, "op": op, "value": value} for fact, op, value in conditions]
    return {
        "key": key,
        "name": name,
        "attractiveness": attractiveness,
        "criteria": criteria,
        "conditions": asked,
    }


def _date_back(world: World, run: UUID, back: int) -> None:
    with loading([SegmentRun]):
        row = SegmentRun.objects.using(OWNER).get(id=run)
        row.created_at = row.finished_at = world.clock.noon(world.clock.month(back))
        row.save(using=OWNER, update_fields=["created_at", "finished_at"])


def _serve(world: World, accounts: Mapping[str, UUID]) -> None:
    """The catalogue, its offers, and a year of recorded use that leaves some offers silent."""
    dice = Random("services")
    marketing, everybody = world.people[MARKETING], sorted(accounts.values())
    current = SegmentMembership.objects.using(OWNER).filter(tenant_id=world.tenant, until=None)
    placed = dict(current.values_list("account_id", "key"))
    for name, provider, has_worth, description, channels, keys in SERVICES:
        told = {"provider": provider, "has_worth": has_worth, "description": description}
        service = world.rows.add(
            Service(
                **world.keys(), name=name, **told, created_by_id=marketing.id, created_at=world.clock.day(420)
            )
        )
        for channel in channels:
            for key in keys.split():
                told_by = {"offered_by_id": marketing.id, "offered_at": world.clock.day(400)}
                world.rows.add(
                    ServiceOffer(**world.keys(), service_id=service.id, key=key, channel=channel, **told_by)
                )
            if channel not in ("post", "web"):
                entitled = [one for one in everybody if placed.get(one) in keys.split()]
                beyond = [] if has_worth else dice.sample(everybody, 6)
                used = dice.sample(entitled, min(140, len(entitled)))
                _use(world, dice, service, channel, [*used, *beyond])


def _use(world: World, dice: Random, service: Service, channel: str, accounts: list[UUID]) -> None:
    clerk = world.staff["sales_manager"][0]
    for account in accounts:
        world.rows.add(
            ServiceDelivery(
                **world.keys(),
                service_id=service.id,
                account_id=account,
                channel=channel,
                on=world.clock.today - timedelta(days=dice.randint(1, 360)),
                quantity=dice.choice((1, 1, 1, 2, 3)),
                recorded_by_id=clerk.id,
                recorded_at=world.clock.day(1),
            )
        )
