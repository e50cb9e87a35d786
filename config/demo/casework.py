"""The firm's own records about accounts: who looks after them, and which programme they are in."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from config.demo.hospitals import MONTHS, Hospital
from config.demo.place import Place
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.community_case import Arm, CommunityCase
from tenancy.wall.loading import OWNER

OTHER = "Service project: dosing calculator"


def assign(world: World, found: Iterable[Hospital], accounts: Mapping[str, UUID]) -> None:
    """Every account to a representative of its district."""
    teams: dict[str, list[UUID]] = {}
    for rep in world.staff["sales_rep"]:
        teams.setdefault(world.districts[rep.id], []).append(rep.id)
    for number, one in enumerate(found):
        team = teams[one.district]
        world.rows.add(
            AccountAssignment(
                **world.keys(),
                account_id=accounts[one.external_id],
                person_id=team[number % len(team)],
                since=world.clock.month(MONTHS),
            )
        )


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
