"""What an account could buy, its share, and the typed facts that a tenant keeps about its accounts."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from customers.accounts.account import Account
from customers.accounts.sharing import shares_of
from customers.attributes.account_attribute import AccountAttribute
from customers.attributes.attribute import Attribute
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")
POTENTIAL = (
    "source,account_source,external_id,product_group,from_month,to_month,potential,currency\n"
    "panel,crm,A1,Inovent,2026-01,2026-12,200,EUR\npanel,crm,A1,,2026-01,2026-12,50,\n"
)


def test_the_share_is_own_sales_of_the_group_in_the_period(bring: Bring, acting: Acting) -> None:
    bring("products", "external_id,name,product_group\nP1,I,Inovent\nP2,O,Other\n")
    bring(
        "sales",
        "external_id,month,net_sales,currency,units,product\n"
        "A1,2026-01,40,EUR,4,P1\nA1,2026-02,10,EUR,1,P1\nA1,2026-01,500,EUR,5,P2\nA1,2025-12,70,EUR,7,P1\n"
        "A1,2026-03,5,CHF,,P1\n",
    )
    assert bring("potentials", POTENTIAL)["new"] == 2
    assert bring("potentials", POTENTIAL)["unchanged"] == 2
    with acting("manager"):
        by_group = {
            one.group and one.group.code: one for one in shares_of(Account.objects.get(external_id="A1"))
        }
    assert (by_group["Inovent"].potential, by_group["Inovent"].own) == (Decimal(200), Decimal(50))
    assert by_group["Inovent"].share == Decimal("0.25")
    assert (by_group[None].share, by_group[None].source) == (Decimal("0.2"), "panel")


def test_bad_potentials_are_named(bring: Bring) -> None:
    text = "external_id,product_group,from_month,to_month,potential,currency\nA1,Nope,2026-01,2026-02,1,\nA1,,2026-03,2026-02,-1,QQQ\n"  # noqa: E501
    found = [(e["line"], e["code"]) for e in bring("potentials", text)["errors"]]
    assert found == [(2, "unknown_group"), (3, "before_from"), (3, "out_of_range"), (3, "unknown_currency")]


@pytest.fixture
def attributes(acting: Acting) -> None:
    at = timezone.now()
    with acting("manager"):
        for code, kind, choices in (("beds", "number", []), ("status", "choice", ["listed", "not listed"])):
            Attribute(code=code, name=code, kind=kind, choices=choices, created_at=at, updated_at=at).save()
        Attribute(code="since", name="since", kind="date", created_at=at, updated_at=at).save()


@pytest.mark.usefixtures("attributes")
def test_attributes_are_typed_and_cleared_by_an_empty_value(bring: Bring, acting: Acting) -> None:
    bring("attributes", "external_id,attribute,value\nA1,beds,24.5\nA1,since,2020-02-29\nA1,status,listed\n")
    with acting("manager"):
        values = AccountAttribute.objects.order_by("attribute__code").values_list("number", "date", "text")
        assert list(values) == [
            (Decimal("24.5"), None, "24.5"),
            (None, date(2020, 2, 29), "2020-02-29"),
            (None, None, "listed"),
        ]
    bring("attributes", "external_id,attribute,value\nA1,beds,\n")
    with acting("manager"):
        assert AccountAttribute.objects.count() == 2


@pytest.mark.usefixtures("attributes")
def test_values_that_are_not_of_their_kind_are_named(bring: Bring) -> None:
    text = "external_id,attribute,value\nA1,beds,many\nA1,since,2021-02-29\nA1,status,maybe\nA1,colour,red\nA2,beds,1\nA2,beds,2\n"  # noqa: E501
    found = [(e["line"], e["code"]) for e in bring("attributes", text)["errors"]]
    assert found == [
        (2, "not_a_number"), (3, "not_a_date"), (4, "not_a_choice"), (5, "unknown_attribute"), (7, "duplicate"),
    ]  # fmt: skip
