"""Two prospective communities of one representative: candidates, fit forms, a waiting proposal, their surroundings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from config.demo.place import Place
from config.demo.reading import table
from config.demo.visits import care_of
from config.demo.world import World
from customers.accounts.contact import Contact
from customers.leaders.candidate_step import CandidateStep
from customers.leaders.leader_candidate import LeaderCandidate, Step
from customers.leaders.leader_discussion import LeaderDiscussion
from customers.leaders.leader_fit import CRITERIA, LeaderFit
from customers.leaders.leader_proposal import LeaderProposal
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.stakeholder import Stakeholder
from tenancy.people.person import Person
from tenancy.wall.loading import OWNER

SELECTOR = "feldkamp"


def search(world: World, places: Mapping[str, Place]) -> None:
    """Everything but the lists of centres; needs `loading()` of contacts and of who covers what."""
    contacts = _contacts(world)
    for facts in table("leaders")["prospects"]:
        draft = places.get(facts.get("community", ""))
        prospect = world.rows.add(
            ProspectiveCommunity(
                **world.keys(),
                name=facts["name"],
                concern=facts["concern"],
                country=facts["country"],
                kick_off_on=world.clock.today + timedelta(days=facts["kick_off_in"]),
                selector=_rep(world),
                community=draft.community if draft else None,
                created_by=_rep(world),
                at=world.clock.day(facts["ago"]),
            )
        )
        for candidate in facts["candidates"]:
            _candidate(world, prospect, contacts[candidate["contact"]], candidate)
        _members(world, prospect, contacts, facts)
        _surroundings(world, prospect, facts)


def _rep(world: World) -> Person:
    return world.people[SELECTOR]


def _contacts(world: World) -> list[Contact]:
    """Everybody at the centres in the representative's care: one of each centre first, then the others."""
    mine = [account for person, account in care_of(world) if person == _rep(world).id]
    known = Contact.objects.using(OWNER).filter(tenant_id=world.tenant, account__in=mine)
    first: dict[UUID | None, Contact] = {}
    others = []
    for contact in known.select_related("account").order_by("external_id"):
        if first.setdefault(contact.account_id, contact) is not contact:
            others.append(contact)
    return [*first.values(), *others]


def _candidate(
    world: World, prospect: ProspectiveCommunity, contact: Contact, facts: Mapping[str, Any]
) -> None:
    begun = prospect.at + timedelta(days=2)
    steps = [(step, world.clock.day(ago)) for step, ago in facts["steps"]]
    candidate = world.rows.add(
        LeaderCandidate(
            **world.keys(),
            prospect=prospect,
            contact=contact,
            name=contact.name,
            profession=contact.profession,
            centre=contact.account.name,
            step=steps[-1][0] if steps else Step.IDENTIFIED,
            stepped_at=steps[-1][1] if steps else begun,
            identified_by=_rep(world),
            identified_at=begun,
        )
    )
    for step, at in steps:
        by = world.people[facts["proposal"][0]] if step == Step.APPROVED else _rep(world)
        reason = facts.get("reason", "") if step == Step.DECLINED else ""
        world.rows.add(
            CandidateStep(**world.keys(), candidate=candidate, step=step, reason=reason, by=by, at=at)
        )
    _talks(world, candidate, facts)
    if "fit" in facts:
        _fit(world, candidate, facts)


def _talks(world: World, candidate: LeaderCandidate, facts: Mapping[str, Any]) -> None:
    for ago, outcome, present, what in facts.get("talks", []):
        at = world.clock.day(ago)
        world.rows.add(
            LeaderDiscussion(
                **world.keys(),
                candidate=candidate,
                held_on=at.date(),
                present=present,
                what=what,
                outcome=outcome,
                by=_rep(world),
                at=at,
            )
        )


def _fit(world: World, candidate: LeaderCandidate, facts: Mapping[str, Any]) -> None:
    words = dict(zip((n for c in CRITERIA for n in (c, f"{c}_reason")), facts["fit"], strict=True))
    at = world.clock.day(facts["talks"][-1][0]) + timedelta(hours=3)
    fit = world.rows.add(
        LeaderFit(**world.keys(), candidate=candidate, version=1, by=_rep(world), at=at, **words)
    )
    if "proposal" in facts:
        _proposal(world, candidate, fit, facts["proposal"])


def _proposal(world: World, candidate: LeaderCandidate, fit: LeaderFit, facts: Sequence[Any]) -> None:
    approver, ago, verdict, reason, *decided = facts
    at: datetime | None = world.clock.day(decided[1]) if decided else None
    world.rows.add(
        LeaderProposal(
            **world.keys(),
            candidate=candidate,
            fit=fit,
            selector=_rep(world),
            approver=world.people[approver],
            reason=reason,
            at=world.clock.day(ago),
            verdict=verdict,
            verdict_reason=decided[0] if decided else "",
            decided_at=at,
        )
    )


def _members(
    world: World, prospect: ProspectiveCommunity, contacts: Sequence[Contact], facts: Mapping[str, Any]
) -> None:
    if profile := facts.get("profile"):
        world.rows.add(
            MemberProfile(
                **world.keys(),
                prospect=prospect,
                version=1,
                knowledge=profile["knowledge"],
                practice_roles=profile["roles"],
                motivations=profile["motivations"],
                with_leader=True,
                by=_rep(world),
                at=world.clock.day(profile["ago"]),
            )
        )
    for member in facts.get("members", []):
        contact = contacts[member["contact"]]
        world.rows.add(
            MemberCandidate(
                **world.keys(),
                prospect=prospect,
                contact=contact,
                name=contact.name,
                centre=contact.account.name,
                knowledge=member["knowledge"],
                practice_role=contact.profession,
                motivations=member["motivations"],
                in_core_team=member["core"],
                relationship_known=member["known"],
                outcome=member["outcome"],
                by=_rep(world),
                at=world.clock.day(18),
            )
        )


def _surroundings(world: World, prospect: ProspectiveCommunity, facts: Mapping[str, Any]) -> None:
    by, at = _rep(world), prospect.at + timedelta(days=5)
    for one in facts.get("stakeholders", []):
        world.rows.add(Stakeholder(**world.keys(), prospect=prospect, by=by, at=at, **one))
    for one in facts.get("conflicts", []):
        owner: UUID | None = world.people[one["owner"]].id if "owner" in one else None
        told = {name: value for name, value in one.items() if name != "owner"}
        world.rows.add(ConflictArea(**world.keys(), prospect=prospect, by=by, at=at, owner_id=owner, **told))
