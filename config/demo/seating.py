"""Communities, seats and stewardships as rows."""

from datetime import datetime
from typing import Any

from communities.community.community import Community
from communities.community.kinds import EntryRoute, MemberRole, MemberState
from communities.community.membership import Membership
from communities.community.stewardship import Stewardship
from config.demo.place import Place
from config.demo.world import World
from tenancy.people.person import Party, Person

ROUTES = [EntryRoute.VOLUNTEERED] * 5 + [EntryRoute.INVITED] * 3 + [EntryRoute.ASSIGNED] * 2


def community(world: World, facts: dict[str, Any], *, kind: str, since: datetime, **shell: Any) -> Community:
    """A community as its content file describes it."""
    shell.setdefault("stage_since", since.date())
    return world.rows.add(
        Community(
            **world.keys(),
            kind=kind,
            slug=facts["slug"],
            name=facts["name"],
            purpose=facts.get("purpose", ""),
            domain=facts.get("domain", ""),
            language=facts.get("language", "en"),
            privacy_level=facts.get("level", "aggregates"),
            created_at=since,
            **shell,
        )
    )


def seat(
    world: World,
    place: Place,
    person: Person,
    *,
    at: datetime,
    role: str = MemberRole.MEMBER,
    state: str = MemberState.ACTIVE,
    route: str = EntryRoute.INVITED,
    by: Person | None = None,
    **more: Any,
) -> Membership:
    """A person's seat; an active one was taken at `at`, any other asked for then."""
    if state == MemberState.ACTIVE:
        place.welcome(person, at)
    return world.rows.add(
        Membership(
            **world.keys(),
            community_id=place.community.id,
            kind=place.community.kind,
            person_id=person.id,
            party=person.party,
            role=role,
            state=state,
            entry_route=route,
            invited_by_id=by.id if by else None,
            invited_by_party=by.party if by else "",
            asked_at=at,
            joined_at=at if state in (MemberState.ACTIVE, MemberState.ENDED) else None,
            **more,
        )
    )


def sponsor_view(world: World, place: Place, *, since: datetime, **switches: bool) -> None:
    """The steward of the system itself, as whom members ask what the sponsor sees; the hand-over makes it."""
    view = world.person(Party.STAFF, "Sponsor view", since=since, is_system=True)
    steward(world, place, view, since=since, **switches)


def steward(world: World, place: Place, person: Person, *, since: datetime, **switches: bool) -> None:
    """A representative's hold on the shell."""
    world.rows.add(
        Stewardship(
            **world.keys(), community_id=place.community.id, person_id=person.id, since=since, **switches
        )
    )
