"""Potential, share and attributes as facts of the rules (A9.02, A9.13)."""

from datetime import date
from typing import Any

import pytest

from customers.accounts.account import Account
from customers.accounts.potential import Potential
from customers.attributes.account_attribute import AccountAttribute
from customers.attributes.attribute import Attribute
from customers.segments.drafting import preview
from customers.segments.explaining import explanation_of
from customers.segments.potential_map import figure_of, spots
from tenancy.wall.loading import OWNER, loading
from tests.cast import THEN, Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.segments.conftest import UNTIL, Place, ruled, segment

pytestmark = pytest.mark.usefixtures("centres", "committed")
MAP = "/w/ardenne/segments/map/"
TOLD: dict[str, Any] = {"source": "crm", "updated_at": THEN}


def estimate(cast: Cast, account: Account, amount: int, **facts: Any) -> None:
    """A potential as an import would store it; a whole year of 2025 in euros unless `facts` say otherwise."""
    usual = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31), "currency": "EUR"}
    Potential(
        tenant_id=cast.ardenne,
        account=account,
        measure="currency",
        amount=amount,
        told_on=date(2025, 6, 1),
        created_at=THEN,
        **TOLD,
        **(usual | facts),
    ).save(using=OWNER)


def facts_of(acting: Acting, place: Place, external_id: str, *wanted: str) -> list[str]:
    """What the last run found, as people read it."""
    place(segment("all", *((fact, "known", None) for fact in wanted)))
    with acting("manager"):
        account = Account.objects.get(external_id=external_id)
        return [one.found for one in explanation_of(account.id)[0].conditions]


def test_the_share_is_own_sales_over_potential(cast: Cast, acting: Acting, place: Place) -> None:
    with loading([Potential, Account]):
        account = Account.objects.using(OWNER).get(external_id="A1", tenant_id=cast.ardenne)
        estimate(cast, account, 28_800_00)
        estimate(cast, account, 99_00, period_from=date(2024, 1, 1), period_to=date(2024, 12, 31))
        estimate(cast, account, 77_00, currency="SEK")
    assert facts_of(acting, place, "A1", "potential", "share") == ["28,800", "50\u00a0%"]


def test_a_running_period_counts_as_far_as_it_has_gone(cast: Cast, acting: Acting, place: Place) -> None:
    with loading([Potential, Account]):
        account = Account.objects.using(OWNER).get(external_id="A1", tenant_id=cast.ardenne)
        period = {"period_from": date(2025, 7, 1), "period_to": date(2026, 6, 30)}
        estimate(cast, account, 28_800_00, **period)
    assert facts_of(acting, place, "A1", "potential", "share") == ["28,800", "50\u00a0%"]


def test_attributes_are_named_with_their_value(cast: Cast, acting: Acting, place: Place) -> None:
    with loading([Attribute, AccountAttribute, Account]):
        account = Account.objects.using(OWNER).get(external_id="A1", tenant_id=cast.ardenne)
        told = {"tenant_id": cast.ardenne, "kind": "choice", "created_at": THEN, "updated_at": THEN}
        formulary = Attribute(code="formulary", name="Formulary", **told)
        formulary.save(using=OWNER)
        AccountAttribute(
            tenant_id=cast.ardenne, account=account, attribute=formulary, text="listed", **TOLD
        ).save(using=OWNER)
    assert facts_of(acting, place, "A1", "attributes") == ["Formulary: listed"]
    listed = segment("listed", ("attributes", "one_of", ["formulary: Listed"]))
    with acting("manager"):
        tried = preview(ruled(listed), until=UNTIL)
    assert {(move.to_key, move.accounts) for move in tried} == {("listed", 1), ("", 3)}
    place(listed)
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        assert explanation_of(account.id)[0].fits


def test_the_map_names_who_has_potential_and_a_small_share(
    cast: Cast, acting: Acting, client_of: ClientOf, place: Place
) -> None:
    with loading([Potential, Account]):
        found = Account.objects.using(OWNER).filter(tenant_id=cast.ardenne)
        for account in found.filter(external_id__in=("A1", "A2", "A3")):
            estimate(cast, account, {"A1": 20_000_00, "A2": 96_000_00, "A3": 400_00}[account.external_id])
    place(segment("all"))
    with acting("manager"):
        shown = spots(until=UNTIL)
        figure = figure_of(shown)
    assert [(s.external_id, s.potential, s.share, s.segment) for s in shown] == [
        ("A2", 96000.0, 10.0, "All"),
        ("A1", 20000.0, 72.0, "All"),
        ("A3", 400.0, 30.0, "All"),
    ]
    assert figure is not None
    assert figure["title"] == "1 of 3 accounts have a large potential and a small share"
    with acting("rep"):
        assert spots(until=UNTIL) == []
    assert "A2,Large and shrinking,96000.0,10.0" in client_of("manager").get(f"{MAP}accounts.csv").text
    assert "No potential known yet" in client_of("rep").get(MAP).text
