"""A search by Rita with two contacts of the clinics in her care; Leo holds the role of compliance."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.contact import Contact
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.proposing import propose, write_fit
from customers.leaders.purposes import PEOPLE
from customers.leaders.searching import identify, log_discussion
from customers.preparation.prospecting import begin
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.administration.roles import set_roles
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring

THEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIT = {
    "motivation": "clear",
    "motivation_reason": "Asked twice when it begins.",
    "influence": "some",
    "influence_reason": "Chairs the regional round.",
    "knowledge": "clear",
    "knowledge_reason": "Wrote the local sepsis bundle.",
    "advocacy": "unknown",
    "advocacy_reason": "Never spoke about products.",
}
REASON = "Others ask her already, and she wants to build it."
Judging = Callable[[str], AbstractContextManager[Any]]


def person(of: Any) -> Person:
    """The person with this id, in the open scope."""
    return Person.objects.get(id=of)


@pytest.fixture
def judging(cast: Cast) -> Judging:
    """`with judging("rep"):` is the scope in which persons are chosen."""
    return lambda who: acting_for(cast.tenant_of(who), getattr(cast, who), purpose=PEOPLE)


@pytest.fixture
def contacts(bring: Bring, clinics: None, acting: Acting, cast: Cast) -> None:
    """Dr. Amsel works at A1, Dr. Blau at A2; A1 is in Rita's care."""
    bring(
        "contacts",
        "external_id,account_external_id,name,profession\n"
        "C1,A1,Dr. Amsel,Head of intensive care\nC2,A2,Dr. Blau,Intensive care physician\n",
    )
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        AccountAssignment(account=account, person_id=cast.rep, since=date(2026, 1, 1)).save()
    with acting("admin"):
        set_roles(
            person(cast.leader), wanted=["medical", "compliance"], held=["medical"], by=person(cast.admin)
        )


@pytest.fixture
def prospect(contacts: None, acting: Acting, cast: Cast) -> ProspectiveCommunity:
    """Rita thinks of a circle."""
    with acting("rep"):
        rita = person(cast.rep)
        return begin(
            "Alpine circle", concern="Sepsis", country="CH", kick_off_on=None, selector=rita, by=rita, at=THEN
        )


@pytest.fixture
def candidate(prospect: ProspectiveCommunity, acting: Acting, cast: Cast) -> LeaderCandidate:
    """Dr. Amsel on its board."""
    with acting("rep"):
        return identify(prospect, Contact.objects.get(external_id="C1"), by=person(cast.rep), at=THEN)


@pytest.fixture
def discussed(candidate: LeaderCandidate, acting: Acting, cast: Cast) -> LeaderCandidate:
    """Rita has talked to her."""
    with acting("rep"):
        log_discussion(
            candidate, held_on=THEN.date(), present="", what="She likes it.", outcome="interested",
            by=person(cast.rep), at=THEN,
        )  # fmt: skip
        candidate.refresh_from_db()
    return candidate


@pytest.fixture
def fitted(discussed: LeaderCandidate, judging: Judging, cast: Cast) -> LeaderCandidate:
    """And written the fit form."""
    with judging("rep"):
        write_fit(discussed, by=person(cast.rep), at=THEN, **FIT)
    return discussed


@pytest.fixture
def proposed(fitted: LeaderCandidate, judging: Judging, cast: Cast) -> LeaderCandidate:
    """And proposed her to the manager."""
    with judging("rep"):
        propose(fitted, approver=person(cast.manager), reason=REASON, by=person(cast.rep))
    return fitted
