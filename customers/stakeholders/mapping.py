"""Stakeholders, conflicts and interests around a prospective community."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.member_candidate import MemberCandidate
from customers.notes.interest import NoteInterest
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.stakeholder import EXPECTED, Level, Stakeholder
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person

MOST_INTERESTS = 12


def put_on_map(prospect: ProspectiveCommunity, *, by: Person, at: datetime, **facts: Any) -> Stakeholder:
    """A stakeholder, as the selector sees them now."""
    made = Stakeholder(prospect=prospect, by=by, at=at, **facts)
    made.save()
    record(made, "stakeholder.mapped", by=by, plane=Plane.SPONSOR, prospect=prospect)
    return made


def enter_conflict(prospect: ProspectiveCommunity, *, by: Person, at: datetime, **facts: Any) -> ConflictArea:
    """An area of possible conflict."""
    made = ConflictArea(prospect=prospect, by=by, at=at, **facts)
    made.save()
    record(made, "conflict.entered", by=by, plane=Plane.SPONSOR, prospect=prospect)
    return made


def change(row: Stakeholder | ConflictArea, **facts: Any) -> None:
    """What is known now."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def grid_of(stakeholders: Iterable[Stakeholder]) -> list[dict[str, Any]]:
    """Rows of influence from high to low, each with cells of interest from low to high."""
    placed: dict[tuple[int, int], list[Stakeholder]] = {}
    for one in stakeholders:
        placed.setdefault((one.influence, one.interest), []).append(one)
    levels = list(Level)
    return [
        {
            "label": influence.label,
            "cells": [
                {
                    "label": interest.label,
                    "key": influence + interest >= 5,
                    "names": placed.get((influence, interest), []),
                }
                for interest in levels
            ],
        }
        for influence in reversed(levels)
    ]


def missing_positions(stakeholders: Iterable[Stakeholder]) -> list[str]:
    """Those usually touched who are not on the map."""
    there = {one.position for one in stakeholders}
    return [str(one.label) for one in EXPECTED if one not in there]


@dataclass(frozen=True, slots=True)
class InterestMap:
    """Who wants what: interests from the most to the least wanted, people with a mark for each."""

    interests: list[str]
    people: list[dict[str, Any]]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """By interest: how many people, and who."""
        return [
            {
                "interest": interest,
                "names": (names := [one["name"] for one in self.people if one["wants"][at]]),
                "people": len(names),
            }
            for at, interest in enumerate(self.interests)
        ]


def interest_map_of(prospect: ProspectiveCommunity) -> InterestMap:
    """From the notes of visits to everybody who may lead or join; three queries."""
    people = dict(
        MemberCandidate.objects.filter(prospect=prospect, contact__isnull=False).values_list(
            "contact_id", "name"
        )
    )
    people |= dict(LeaderCandidate.objects.filter(prospect=prospect).values_list("contact_id", "name"))
    raised: dict[str, set[Any]] = {}
    found = NoteInterest.objects.filter(contact__in=list(people), note__removed_at=None)
    for contact, interest in found.values_list("contact_id", "interest__name").distinct():
        raised.setdefault(interest, set()).add(contact)
    interests = sorted(raised, key=lambda name: (-len(raised[name]), name))[:MOST_INTERESTS]
    rows = [
        {"name": name, "wants": [contact in raised[interest] for interest in interests]}
        for contact, name in sorted(people.items(), key=lambda pair: pair[1])
    ]
    return InterestMap(interests, rows)
