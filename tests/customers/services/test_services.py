"""Services by segment and channel; no benefit by what is bought or prescribed (A9.02, A9.14, A9.15, D8)."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.segments.drafting import publish, save_draft
from customers.services.catalogue import add_service, deliver, is_tied, offer, withdraw
from customers.services.matrix import finding, matrix_of
from customers.services.service import Service
from tenancy.people.person import Person
from tenancy.wall.refusals import RuleBroken
from tests.cast import THEN, Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.segments.conftest import GROW, REST, Place, ruled, segment

PAGES = "/w/ardenne/services/"
pytestmark = pytest.mark.usefixtures("centres")
UNIVERSITY = segment("university", ("type", "one_of", ["University hospital"]))


@pytest.fixture
def hotline(cast: Cast, acting: Acting, place: Place) -> Service:
    """A service of the centre; segments are placed."""
    place(GROW, UNIVERSITY, REST)
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        told: dict[str, Any] = {"description": "", "provider": "centre", "by": manager, "at": THEN}
        add_service(name="Courses", has_worth=True, **told)
        return add_service(name="Hotline", has_worth=False, **told)


def test_not_offered_and_nothing_recorded_are_different(cast: Cast, acting: Acting, hotline: Service) -> None:
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        offer(hotline, key="grow", channel="phone", by=manager)
        offer(hotline, key="rest", channel="phone", by=manager)
        offer(hotline, key="rest", channel="phone", by=manager)
        account = Account.objects.get(external_id="A3")
        told: dict[str, Any] = {"channel": "phone", "on": date(2026, 1, 2), "by": manager, "at": THEN}
        deliver(hotline, account=account, quantity=3, **told)
        segments, (line,) = matrix_of(manager, since=date(2025, 1, 1))
        assert [s["key"] for s in segments] == ["grow", "university", "rest"]
        assert [cell.words for cell in line.cells] == [
            "offered, nothing recorded",
            "not offered",
            "3 times, 1 account",
        ]
        assert finding([line]) == "1 of 2 offers have no recorded use in twelve months."
        withdraw(hotline, key="rest", channel="phone", by=manager)
        _segments, (line,) = matrix_of(manager, since=date(2025, 1, 1))
        assert line.cells[2].words == "3 times, 1 account: outside the offer"


def test_what_is_worth_money_is_never_tied_to_sales(
    cast: Cast, acting: Acting, hotline: Service, place: Place
) -> None:
    """A9.14: neither by an offer, nor by rules that change under one."""
    with acting("manager"):
        courses = Service.objects.get(name="Courses")
        manager = Person.objects.get(id=cast.manager)
        offer(courses, key="university", channel="event", by=manager)
    with pytest.raises(RuleBroken, match="benefit_by_sales"), acting("manager"):
        offer(courses, key="grow", channel="event", by=manager)
    with acting("manager"):
        tied = segment("university", ("share", "at_least", 50))
        save_draft(ruled(GROW, tied, REST), note="")
    with pytest.raises(RuleBroken, match="benefit_by_sales"), acting("manager"):
        publish(by=manager)


def test_no_service_depends_on_prescribing(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    with acting("manager"):
        row = Service(
            name="x",
            provider="centre",
            has_worth=False,
            free_of_prescribing=False,
            created_by_id=cast.manager,
            created_at=THEN,
        )
    with pytest.raises(IntegrityError, match="never_for_prescribing"), acting("manager"):
        row.save()
    posted = {"name": "Bonus for each prescription", "provider": "agency", "free": "on"}
    refused = client_of("manager").post(f"{PAGES}catalogue/", posted)
    assert refused.status_code == 400
    assert "tie the service to buying or prescribing" in refused.text
    unsaid = client_of("manager").post(f"{PAGES}catalogue/", {"name": "Hotline", "provider": "centre"})
    assert "is a benefit, and forbidden" in unsaid.text


@pytest.mark.parametrize(
    "text", ["10 % rebate", "Rabatt", "for those who prescribe", "pro Verordnung", "Bonus"]
)
def test_words_that_tie_are_known(text: str) -> None:
    assert is_tied(text)
    assert not is_tied("Dosing calculator for intensive care")


def test_a_service_is_added_offered_and_recorded_in_the_browser(
    cast: Cast, client_of: ClientOf, acting: Acting, hotline: Service
) -> None:
    manager, rep = client_of("manager"), client_of("rep")
    offered = {"service": str(hotline.id), "segment": "grow", "channel": "phone"}
    assert manager.post(f"{PAGES}offers/", offered).status_code == 302
    assert manager.post(f"{PAGES}offers/", offered | {"segment": "none"}).status_code == 400
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        AccountAssignment(account=account, person_id=cast.rep, since=date(2026, 1, 1)).save()
    got = {
        "service": str(hotline.id),
        "channel": "phone",
        "on": timezone.localdate().isoformat(),
        "quantity": "2",
    }
    assert rep.post(f"{PAGES}deliveries/", got | {"account": "A2"}).status_code == 400
    assert rep.post(f"{PAGES}deliveries/", got | {"account": "A1"}).status_code == 302
    assert "2 times, 1 account" in manager.get(PAGES).text
    assert "Hotline,centre,phone,Grow,True,2,1" in manager.get(f"{PAGES}matrix.csv").text
    assert manager.post(f"{PAGES}offers/end/", offered).status_code == 302
    assert "outside the offer" in manager.get(PAGES).text


@pytest.mark.parametrize(
    ("who", "page", "catalogue"),
    [("manager", 200, 200), ("rep", 200, 403), ("leader", 403, 403), ("rival", 404, 404)],
)
def test_who_reads_and_edits_services(client_of: ClientOf, who: str, page: int, catalogue: int) -> None:
    assert client_of(who).get(PAGES).status_code == page
    assert client_of(who).get(f"{PAGES}catalogue/").status_code == catalogue


@pytest.mark.usefixtures("hotline")
def test_the_matrix_asks_a_fixed_number_of_queries(client_of: ClientOf) -> None:
    manager = client_of("manager")
    with CaptureQueriesContext(connection) as queries:
        assert manager.get(PAGES).status_code == 200
    assert len(queries) <= 15
