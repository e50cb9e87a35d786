"""Who does what in the communities: roles with terms, some unowned or overdue, and how ready the lead is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from communities.community.kinds import INTERNAL_KINDS, Kind, Stage
from communities.community.stage_change import StageChange
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.leader_training import LeaderTraining
from communities.roles.role_term import RoleTerm
from communities.roles.succession_plan import SuccessionPlan
from config.demo.place import Place
from config.demo.world import World

ROLES = (
    ("Host of newcomers", "Greets whoever joins within a week and finds them somebody to ask."),
    ("Librarian", "Keeps the register of solutions readable and asks for what is missing in it."),
    ("Meeting steward", "Gathers subjects, prepares the agenda and sees that actions have an owner."),
    ("Bridge to other communities", "Brings questions out and answers in; knows who works on the same."),
)
COURSES = ("Leading without authority, two days", "Facilitating communities, three evenings")
PLANS = (
    "The deputy runs every second meeting and takes over in spring; we overlap for two months.",
    "Two members could follow. Each prepares one meeting before summer, then we talk about it.",
)
KICKED_OFF = timedelta(days=40)
YEAR = 365


def assign(world: World, places: Mapping[str, Place]) -> None:
    """Roles for every living community with enough people; a third of the leads has gaps."""
    for number, place in enumerate(places.values()):
        if place.community.kind in INTERNAL_KINDS:
            _stages(world, place)
        if len(place.members) >= len(ROLES):
            _roles(world, place, gaps=number % 3)
            _lead(world, place, gaps=number % 4)


def _stages(world: World, place: Place) -> None:
    made = place.community
    line = [(Stage.INITIATION, made.created_at), (Stage.ACTIVE, made.created_at + KICKED_OFF)]
    if made.stage == Stage.SUSTAINING:
        line.append((Stage.SUSTAINING, made.created_at + 2 * timedelta(days=YEAR)))
    for stage, at in line:
        when = min(at, world.clock.now)
        world.rows.add(
            StageChange(**world.keys(), community_id=made.id, kind=made.kind, stage=stage, at=when)
        )


def _roles(world: World, place: Place, *, gaps: int) -> None:
    """With a gap the last role is free; with two the one before has a term that is over."""
    begun = place.numbered(len(ROLES))
    for at, (name, responsibility) in enumerate(ROLES):
        role = world.rows.add(
            CommunityRole(
                **world.keys(),
                community_id=place.community.id,
                name=name,
                responsibility=responsibility,
                defined_by_id=place.leader.id,
                defined_at=begun,
            )
        )
        if at < len(ROLES) - 1 or not gaps:
            _term(world, place, role, turn=at, overdue=gaps == 2 and at == len(ROLES) - 2)
    if gaps != 1:
        _confirm(world, place)


def _term(world: World, place: Place, role: CommunityRole, *, turn: int, overdue: bool) -> None:
    ends = world.clock.day(70 if overdue else -200 + 30 * turn).date()
    starts = max(ends - timedelta(days=YEAR), role.defined_at.date())
    members = place.present(world.clock.noon(starts))[: len(place.members)]
    owner, deputy = members[turn % len(members)], members[(turn + 1) % len(members)]
    world.rows.add(
        RoleTerm(
            **world.keys(),
            role_id=role.id,
            community_id=place.community.id,
            owner_id=owner.id,
            deputy_id=deputy.id if deputy.id != owner.id and turn != 1 else None,
            starts_on=starts,
            ends_on=max(ends, starts + timedelta(days=1)),
            appointed_by_id=place.leader.id,
            appointed_at=world.clock.noon(starts),
        )
    )


def _confirm(world: World, place: Place) -> None:
    for days in (130, 34):
        at = world.clock.day(days)
        if at > place.community.created_at:
            world.rows.add(
                RolesConfirmation(
                    **world.keys(),
                    community_id=place.community.id,
                    confirmed_by_id=place.leader.id,
                    at=at,
                )
            )


def _lead(world: World, place: Place, *, gaps: int) -> None:
    """Three in four leaders are trained, one of them too late; every second one has noted who follows."""
    kicked_off = (place.community.handed_over_at or place.community.created_at) + KICKED_OFF
    if gaps != 3:
        _train(world, place, at=kicked_off + timedelta(days=45 if gaps == 2 else -20))
    if gaps in (0, 2):
        at = max(kicked_off, world.clock.day(150))
        world.rows.add(
            SuccessionPlan(
                **world.keys(),
                community_id=place.community.id,
                kind=place.community.kind,
                plan=PLANS[gaps // 2],
                noted_by_id=place.leader.id,
                noted_at=min(at, world.clock.now),
            )
        )


def _train(world: World, place: Place, *, at: datetime) -> None:
    office = world.staff["programme_office"]
    by = office[0] if office and place.community.kind == Kind.INDUCED_COP else place.leader
    world.rows.add(
        LeaderTraining(
            **world.keys(),
            community_id=place.community.id,
            kind=place.community.kind,
            person_id=place.leader.id,
            course=COURSES[at.day % 2],
            completed_on=min(at, world.clock.now).date(),
            recorded_by_id=by.id,
            recorded_at=min(at + timedelta(days=2), world.clock.now),
        )
    )
