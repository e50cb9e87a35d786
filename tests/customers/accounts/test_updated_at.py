"""An account's date of change moves only when a source changed something of the account itself."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from customers.accounts.account import Account
from customers.accounts.caring import assign, record_case
from customers.accounts.merging import merge, undo
from customers.attributes.attribute import Attribute
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import CLINICS, Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")


def _dates() -> list[tuple[str, datetime]]:
    return list(Account.objects.order_by("external_id").values_list("external_id", "updated_at"))


def test_nothing_that_the_firm_does_moves_it(bring: Bring, acting: Acting, cast: Cast) -> None:
    with acting("manager"):
        before, at = _dates(), timezone.now()
        one, other = Account.objects.order_by("external_id")
        manager, rep = (Person.objects.get(id=who) for who in (cast.manager, cast.rep))
        assign(one, to=rep, since=date(2026, 1, 1), by=manager)
        day = date(2026, 1, 1)
        record_case(one, arm="community", programme="X", invited_on=day, opened_on=None, by=manager, at=at)
        undo(merge(other, into=one, why="", by=manager), by=manager)
        Attribute(code="beds", name="Beds", kind="number", created_at=at, updated_at=at).save()
    bring("sales", "external_id,month,net_sales\nA1,2026-01,10\n")
    bring("contacts", "external_id,name,account_external_id\nC1,Dr. Ana,A1\n")
    bring("attributes", "external_id,attribute,value\nA1,beds,4\n")
    bring("identifiers", "source,external_id,account_source,account_external_id\nerp,77,crm,A1\n")
    bring("accounts", "external_id,parent_external_id\nA2,A1\n")
    bring("accounts", CLINICS)
    with acting("manager"):
        assert _dates() == before


def test_a_change_in_the_source_moves_it_for_that_account_alone(bring: Bring, acting: Acting) -> None:
    with acting("manager"):
        before = dict(_dates())
    bring("accounts", CLINICS.replace("Höhenklinik,A", "Höhenklinik,B"))
    with acting("manager"):
        after = dict(_dates())
    assert after["A1"] > before["A1"]
    assert after["A2"] == before["A2"]
