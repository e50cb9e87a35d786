"""Verification: the only door through which content of a customer community opens."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from communities.discussions.post import Post
from communities.ledger.ledger_line import LedgerLine
from portal.verification.verification_request import VerificationRequest, verification_of
from portal.verification.verifying import decide
from tenancy.people.person import Person
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
EVIDENCE = {"profession": "Anaesthesia", "registration_number": "DE-4711", "country": "de"}


def asked(cast: Cast, acting: Acting, client_of: ClientOf) -> VerificationRequest:
    assert client_of("newcomer").post("/p/kreis/verification/", EVIDENCE).status_code == 302
    with acting("operator"):
        return VerificationRequest.objects.select_related("person").get(person_id=cast.newcomer)


def test_the_operators_yes_opens_the_community(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    request = asked(cast, acting, client_of)
    with acting("newcomer"):
        assert Post.objects.count() == 0
    answer = client_of("operator").post(
        f"/p/kreis/operator/verification/{request.id}/", {"decision": "yes", "valid_until": "2099-01-31"}
    )
    assert answer.status_code == 302
    with acting("newcomer"):
        assert Post.objects.count() == 2
        me = Person.objects.get(id=cast.newcomer)
        assert (me.profession, me.country, me.verified_until) == ("Anaesthesia", "DE", date(2099, 1, 31))
        assert not LedgerLine.objects.filter(crossing="verification").exists()


def test_a_refusal_needs_a_reason_that_the_member_reads(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    request = asked(cast, acting, client_of)
    address = f"/p/kreis/operator/verification/{request.id}/"
    assert b"Please say why" in client_of("operator").post(address, {"decision": "no"}).content
    client_of("operator").post(address, {"decision": "no", "reason": "Not in the register"})
    assert b"Not in the register" in client_of("newcomer").get("/p/kreis/verification/").content
    with acting("newcomer"):
        assert Post.objects.count() == 0


def test_one_request_at_a_time_and_it_can_be_taken_back(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    request = asked(cast, acting, client_of)
    assert client_of("newcomer").post("/p/kreis/verification/", EVIDENCE).status_code == 409
    assert client_of("member").post(f"/p/kreis/verification/{request.id}/withdrawal/").status_code == 404
    assert client_of("newcomer").post(f"/p/kreis/verification/{request.id}/withdrawal/").status_code == 302
    assert client_of("newcomer").post("/p/kreis/verification/", EVIDENCE).status_code == 302


@pytest.mark.parametrize("who", ["newcomer", "physician", "admin", "rep", "manager"])
def test_nobody_but_the_operator_decides(cast: Cast, acting: Acting, client_of: ClientOf, who: str) -> None:
    request = asked(cast, acting, client_of)
    with pytest.raises(NotAllowed), acting(who):
        decide(
            request, accept=True, valid_until=date(2099, 1, 1), reason="", by=Person(id=getattr(cast, who))
        )


def test_another_firms_operator_or_staff_see_no_request(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    asked(cast, acting, client_of)
    for who in ("rep", "admin", "manager", "physician", "rival"):
        with acting(who):
            assert VerificationRequest.objects.count() == 0
    for who in ("physician", "newcomer"):
        assert client_of(who).get("/p/kreis/operator/verification/").status_code == 403


def test_a_verification_never_begins_in_the_past(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    request = asked(cast, acting, client_of)
    with pytest.raises(RuleBroken, match="day_has_passed"), acting("operator"):
        decide(request, accept=True, valid_until=date(2000, 1, 1), reason="", by=Person(id=cast.operator))


def test_the_states_of_a_person() -> None:
    """D6: unverified, pending, verified, expired, refused."""
    today = date(2026, 11, 21)
    tenant = uuid4()
    someone = Person(tenant_id=tenant, party="customer")
    pending = VerificationRequest(tenant_id=tenant, state="pending")
    refused = VerificationRequest(tenant_id=tenant, state="refused")
    assert verification_of(someone, latest=None, on=today) == "unverified"
    assert verification_of(someone, latest=pending, on=today) == "pending"
    assert verification_of(someone, latest=refused, on=today) == "refused"
    someone.verified_until = today
    assert verification_of(someone, latest=None, on=today) == "verified"
    assert verification_of(someone, latest=None, on=today + timedelta(days=1)) == "expired"
    assert verification_of(someone, latest=pending, on=today + timedelta(days=1)) == "pending"


def test_no_statement_of_a_customer_moves_her_own_verification(cast: Cast, acting: Acting) -> None:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), acting("newcomer"):
        Person.objects.filter(id=cast.newcomer).update(verified_until=date(2099, 1, 1))
