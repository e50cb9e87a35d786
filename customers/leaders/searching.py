"""The search for a leader: candidates found, approached, talked to, declined."""

from datetime import date, datetime
from typing import Any

from customers.accounts.account import Account
from customers.accounts.contact import Contact
from customers.leaders.candidate_step import CandidateStep
from customers.leaders.leader_candidate import LeaderCandidate, Step
from customers.leaders.leader_discussion import LeaderDiscussion
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call

MOST_OFFERED = 60


class AlreadyOnBoard(Exception):
    """This contact stands on the board already."""


def contacts_for(
    prospect: ProspectiveCommunity, *, person: Person, words: str = "", centre: Account | None = None
) -> list[Contact]:
    """Contacts of the person's own records who are not on the board yet, by name; no figure is read."""
    found = Contact.objects.filter(tenant_id=person.tenant_id).exclude(type="system").exclude(name="")
    found = found.exclude(id__in=LeaderCandidate.objects.filter(prospect=prospect).values("contact_id"))
    if centre:
        found = found.filter(account=centre)
    for word in words.split():
        found = found.filter(name__icontains=word) | found.filter(account__search_name__contains=word.lower())
    wanted = found.select_related("account").order_by("name", "id")
    return list(wanted.only("id", "name", "profession", "account__name")[:MOST_OFFERED])


def identify(
    prospect: ProspectiveCommunity, contact: Contact, *, by: Person, at: datetime
) -> LeaderCandidate:
    """Puts a contact on the board. Raises AlreadyOnBoard."""
    if LeaderCandidate.objects.filter(prospect=prospect, contact=contact).exists():
        raise AlreadyOnBoard
    candidate = LeaderCandidate(
        prospect=prospect,
        contact=contact,
        name=contact.name or contact.external_id,
        profession=contact.profession,
        centre=contact.account.name if contact.account else "",
        stepped_at=at,
        identified_by=by,
        identified_at=at,
    )
    candidate.save()
    record(candidate, "leader.identified", by=by, plane=Plane.SPONSOR, prospect=prospect)
    return candidate


def move(candidate: LeaderCandidate, *, to: str, why: str = "", by: Person) -> None:
    """Moves it to another column.

    Raises RuleBroken without a discussion (to “in discussion”), without a reason (to “declined”), or while a
    proposal waits; NotAllowed for anybody but the selector.
    """
    call("move_candidate", candidate.pk, to, why)
    record(candidate, f"leader.{to}", by=by, plane=Plane.SPONSOR, prospect=candidate.prospect_id)


def log_discussion(
    candidate: LeaderCandidate,
    *,
    held_on: date,
    present: str,
    what: str,
    outcome: str,
    by: Person,
    at: datetime,
) -> LeaderDiscussion:
    """Notes a talk; the first one brings the candidate into the column “in discussion”."""
    talk = LeaderDiscussion(
        candidate=candidate, held_on=held_on, present=present, what=what, outcome=outcome, by=by, at=at
    )
    talk.save()
    record(talk, "leader.discussed", by=by, plane=Plane.SPONSOR, candidate=candidate, outcome=outcome)
    if candidate.step in (Step.IDENTIFIED, Step.APPROACHED):
        move(candidate, to=Step.IN_DISCUSSION, by=by)
    return talk


def history_of(candidate: LeaderCandidate) -> list[dict[str, Any]]:
    """Every column that it stood in, when, why and by whom, oldest first."""
    steps = CandidateStep.objects.filter(candidate=candidate).select_related("by")
    first = {
        "label": Step.IDENTIFIED.label,
        "at": candidate.identified_at,
        "by": candidate.identified_by,
        "reason": "",
    }
    return [
        first,
        *(
            {"label": step.get_step_display(), "at": step.at, "by": step.by, "reason": step.reason}
            for step in steps
        ),
    ]
