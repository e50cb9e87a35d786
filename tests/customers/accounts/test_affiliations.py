"""Contacts belong to accounts, several over time; where they worked stays on record."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from customers.accounts.affiliation import Affiliation
from tenancy.wall.loading import OWNER, loading
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")
CONTACT = "external_id,name,account_external_id\nC1,Dr. Ana,{account}\n"


def _spans() -> list[tuple[str, bool, bool]]:
    rows = Affiliation.objects.order_by("is_main", "-until").values_list(
        "account__external_id", "is_main", "until"
    )
    return [(account, main, until is None) for account, main, until in rows]


@pytest.mark.usefixtures("committed")
def test_a_contact_who_moves_leaves_her_old_account_on_record(bring: Bring, acting: Acting) -> None:
    bring("contacts", CONTACT.format(account="A1"))
    with loading([Affiliation]), connections[OWNER].cursor() as cursor:
        cursor.execute(
            "update customers_affiliation set since = %s", [timezone.localdate() - timedelta(days=90)]
        )
    bring("contacts", CONTACT.format(account="A2"))
    with acting("manager"):
        assert sorted(_spans()) == [("A1", True, False), ("A2", True, True)]


def test_telling_it_twice_changes_nothing_and_a_same_day_correction_replaces(
    bring: Bring, acting: Acting
) -> None:
    for account in ("A1", "A1", "A2"):
        bring("contacts", CONTACT.format(account=account))
    with acting("manager"):
        assert _spans() == [("A2", True, True)]


def test_a_contact_may_work_at_several_accounts(bring: Bring, acting: Acting) -> None:
    bring("contacts", CONTACT.format(account="A1"))
    text = "external_id,account_external_id,role,since\nC1,A2,Consultant,2026-01-01\nC9,A2,,\nC1,ZZ,,\n"
    report = bring("affiliations", text)
    assert [(e["line"], e["code"]) for e in report["errors"]] == [
        (3, "unknown_contact"),
        (4, "unknown_account"),
    ]
    with acting("manager"):
        assert _spans() == [("A2", False, True), ("A1", True, True)]
