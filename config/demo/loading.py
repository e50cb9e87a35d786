"""Loading the demo: rows in one transaction of the owner, the rest by the product's own functions."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from uuid import UUID

from django.apps import apps
from django.db import models

from analytics.uplift.uplift_run import UpliftRun, UpliftState
from config.demo import (
    aiming,
    asking,
    casework,
    choosing,
    circles,
    corrective,
    covering,
    deep_dives,
    doings,
    founding,
    gathering,
    insight,
    leaders,
    logs,
    masters,
    peopling,
    practice,
    pulses,
    results,
    rival,
    roles,
    ruling,
    scorecards,
    solving,
    spending,
    stages,
    subscribing,
    thanking,
    timing,
    visits,
    waiting,
    webhooks,
)
from config.demo.clock import Clock
from config.demo.hospitals import MONTHS, Circle, Hospital, choose, hospitals
from config.demo.place import Place
from config.demo.reading import table
from config.demo.rows import Rows
from config.demo.selling import Intake, bring_in
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.community_case import CommunityCase
from customers.accounts.contact import Contact
from tenancy.people.tenant import Tenant
from tenancy.wall.loading import OWNER, loading

SEED = "collegium 2026"
DEMO = UUID("6f0d6a0e-5c1e-4a3b-9d57-0c0ffee0de30")
FIRST = (
    "tenancy.Tenant",
    "tenancy.Portal",
    "tenancy.Person",
    "communities.Community",
    "communities.Thread",
    "communities.Post",
    "communities.Membership",
    "communities.CommunityRole",
    "communities.Solution",
    "communities.Recognition",
    "communities.RecognitionRecipient",
    "communities.Goal",
    "communities.Attachment",
    "communities.Meeting",
    "communities.ActionItem",
    "tenancy.Invitation",
    "tenancy.Event",
    "customers.ProspectiveCommunity",
    "customers.LeaderCandidate",
    "customers.LeaderFit",
    "customers.WebhookEndpoint",
    "customers.WebhookMessage",
    "customers.Interest",
    "customers.Note",
    "customers.SourceSystem",
)

Tell = Callable[[str], None]


def is_loaded() -> bool:
    """Whether all steps were done."""
    with loading([Tenant, UpliftRun]):
        return UpliftRun.objects.using(OWNER).filter(tenant_id=DEMO, state=UpliftState.DONE).exists()


def load(*, now: datetime, tell: Tell) -> None:
    """Fills an empty database with both firms, or goes on where an earlier loading was interrupted.

    The same seed and moment give the same rows, so what was written can be built again in memory. Needs the
    owner's connection.
    """
    users = founding.users_of(table("people") | table("rival")["people"])
    begun = _begun()
    world = World(DEMO, Clock(begun or now.replace(second=0, microsecond=0)), Rows(_order()), Random(SEED))
    places = _people_and_places(world, users)
    theirs = rival.found(world, users)
    if begun:
        world.rows.kept.clear()
    with loading(world.rows.order):
        world.rows.write()
    tell(f"{len(places)} communities")
    _customers(world, places)
    masters.tell_rival(theirs)
    tell("accounts and sales")
    insight.look_into(world, _hospitals())
    asking.ask(world)
    tell("segments, services and surveys")
    doings.act(world)
    choosing.choose(world)
    spending.keep_costs(world)
    pulses.ask(world)
    scorecards.rate(world)
    results.check_health(world)
    corrective.act(world)
    results.report_uplift(world)
    subscribing.subscribe(world)
    tell("health checks and uplift")


def _begun() -> datetime | None:
    """The moment of an earlier loading."""
    with loading([Tenant]):
        tenant = Tenant.objects.using(OWNER).filter(id=DEMO).first()
    return tenant.created_at + founding.AGE if tenant else None


def _people_and_places(world: World, users: dict[str, UUID]) -> dict[str, Place]:
    founding.found_firm(world, table("firm"))
    founding.settle(world, table("people"), users)
    peopling.hire(world)
    technicians = peopling.engage_technicians(world)
    for country, facts in table("countries").items():
        peopling.register_physicians(world, country, facts["physicians"])
    places = {
        **practice.start_practice(world, technicians),
        **circles.open_circles(world),
        **circles.prepare_circles(world),
    }
    stages.train(world, places)
    roles.assign(world, places)
    solving.solve(world, places)
    thanking.thank(world, places)
    aiming.aim(world, places)
    timing.keep_time(world, places)
    waiting.leave_waiting(world, places)
    logs.keep_logs(world)
    webhooks.listen(world)
    gathering.gather(world, places)
    casework.set_up(world)
    ruling.set_rules(world)
    ruling.set_period_of_checks(world)
    return places


def _customers(world: World, places: dict[str, Place]) -> None:
    """Accounts and sales by import, then the firm's records about them; what is there is left alone."""
    found = _hospitals()
    bring_in(Intake(world.people["zielinska"], world.clock, Random(f"{SEED} sales")), found)
    with loading([*world.rows.order, Account]):
        if CommunityCase.objects.using(OWNER).filter(tenant_id=world.tenant).exists():
            return
    masters.tell(world, found)
    covering.cover(world, found)
    masters.merge_one(world)
    with loading([*world.rows.order, Account, Contact]):
        casework.file_cases(world, found, casework.accounts_of(world), places)
        leaders.search(world, places)
        world.rows.write()
        _insight(world)


def _insight(world: World) -> None:
    """Visits, workshops and what grew out of them; each part refers to the one written before."""
    houses = visits.Houses(world)
    notes = visits.note_visits(world, houses)
    dive, guests = deep_dives.hold_deep_dives(world, houses)
    world.rows.write()
    deep_dives.fill_pipeline(world, dive, guests, notes)
    world.rows.write()


def _hospitals() -> list[Hospital]:
    dice = Random(f"{SEED} hospitals")
    found = hospitals(dice)
    cohorts = [
        Circle(facts["slug"], facts["name"], tuple(facts["countries"]), MONTHS - facts["opened"])
        for facts in table("circles")["circles"]
    ]
    choose(dice, found, cohorts)
    return found


def _order() -> list[type[models.Model]]:
    """Every walled model, those first that others refer to."""
    named = [apps.get_model(name) for name in FIRST]
    walled = [m for m in apps.get_models() if hasattr(m, "changeable") and m not in named]
    return [*named, *walled]
