"""The members' ledger of each circle, with its history."""

from datetime import datetime, timedelta

from communities.ledger.ledger_line import Crossing, LedgerLine
from config.demo.place import Place
from config.demo.reading import table
from config.demo.world import World
from tenancy.people.person import Person

OPERATOR = "oberholzer"
COUNTRIES = {
    "DE": "Germany", "AT": "Austria", "CH": "Switzerland", "FR": "France", "NL": "Netherlands", "IT": "Italy",
    "ES": "Spain", "PT": "Portugal", "GB": "United Kingdom", "IE": "Ireland", "SE": "Sweden", "PL": "Poland",
}  # fmt: skip


def note(
    world: World,
    place: Place,
    crossing: str,
    what: str,
    *,
    by: Person,
    at: datetime,
    receiver: str,
    side: str = "sponsor",
    why: str = "",
) -> None:
    """One line of the ledger, unless it would lie in the future."""
    if at < world.clock.now:
        world.rows.add(
            LedgerLine(
                **world.keys(),
                community_id=place.community.id,
                crossing=crossing,
                what=what,
                receiver=receiver,
                receiver_side=side,
                why=why,
                by_name=by.display_name,
                by_id=by.id,
                at=at,
            )
        )


def crossings_of(world: World, place: Place, *, at: datetime, rep: Person) -> None:
    """What every circle has in its ledger: invitations, verifications, hand-over, stages, consents."""
    leader = place.leader
    for number, person in enumerate(place.members[:4]):
        _arrival(world, place, person, at=at - timedelta(days=20 - 2 * number))
    for person in place.members[:2]:
        note(
            world, place, Crossing.INVITATION, f"Invitation of {person.display_name}", by=rep,
            at=at - timedelta(days=30), receiver=rep.display_name, why="The firm proposed a member",
        )  # fmt: skip
    note(
        world, place, Crossing.HAND_OVER, "Hand-over: the shell belongs to the community", by=leader, at=at,
        receiver="both sides", side="both", why="The leader accepted",
    )  # fmt: skip
    note(
        world, place, Crossing.STAGE, "Stage: active", by=leader, at=at + timedelta(days=40),
        receiver="steward, management", why="Six weeks after the kick-off",
    )  # fmt: skip
    note(
        world, place, Crossing.DELEGATION, "The steward arranges rooms and catering for meetings", by=leader,
        at=at + timedelta(days=9, hours=2), receiver=rep.display_name, why="Switched on by the leader",
    )  # fmt: skip


def _arrival(world: World, place: Place, person: Person, *, at: datetime) -> None:
    who = f"{COUNTRIES.get(person.country, person.country)}, {person.profession.lower()}"
    note(
        world, place, Crossing.VERIFICATION, f"One more verified member: {who}",
        by=world.people[OPERATOR], at=at, receiver="programme office",
        why="The sponsor may know country and profession",
    )  # fmt: skip


def crossings_of_the_first(world: World, place: Place, *, rep: Person) -> None:
    """More of them for the circle that everybody opens first."""
    for line in table("ledger")["lines"]:
        note(
            world,
            place,
            line["crossing"],
            line["what"],
            by=world.people[line["by"]],
            at=world.clock.ago(line["ago"]),
            receiver=line.get("receiver", rep.display_name),
            side=line.get("side", "sponsor"),
            why=line["why"],
        )
