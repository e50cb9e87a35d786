"""Accounts and their figures: own ones for a rep, all for a manager, none for anybody else."""

from datetime import date

import pytest
from django.db import ProgrammingError

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.contact import Contact
from customers.sales.sales_months import SalesMonths
from customers.sales.sales_series import SalesSeries
from tenancy.intake.staging import Importer
from tenancy.wall.refusals import NotAllowed
from tests.cast import Cast
from tests.customers.conftest import CLINICS, Acting, Bring

FIGURES = (Account, Contact, SalesMonths, SalesSeries)


@pytest.fixture
def records(bring: Bring, clinics: None) -> None:
    bring("contacts", "external_id,account_external_id\nC1,A1\nC2,A2\n")
    bring("sales", "external_id,month,net_sales\nA1,2026-01,10\nA2,2026-01,20\n")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "who",
    "rep colleague leader admin physician member outsider operator rival rival_physician".split(),  # noqa: SIM905
)
def test_without_an_assignment_nothing_is_seen(acting: Acting, who: str) -> None:
    with acting(who):
        assert [model.objects.count() for model in FIGURES] == [0, 0, 0, 0]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("who", ["manager", "office"])
def test_overseers_see_all(acting: Acting, who: str) -> None:
    with acting(who):
        assert [model.objects.count() for model in FIGURES] == [2, 2, 2, 2]


@pytest.mark.usefixtures("records")
def test_a_rep_sees_the_accounts_in_her_care_while_they_are(cast: Cast, acting: Acting) -> None:
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        care = AccountAssignment(account=account, person_id=cast.rep, since=date(2026, 1, 1))
        care.save()
    with acting("rep"):
        assert [list(model.objects.values_list("tenant_id")) for model in FIGURES] == [[(cast.ardenne,)]] * 4
    with acting("manager"):
        care.until = date(2026, 2, 1)
        care.save()
    with acting("rep"):
        assert not SalesMonths.objects.exists()


@pytest.mark.usefixtures("records")
def test_a_rep_cannot_assign_herself(cast: Cast, acting: Acting) -> None:
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
    with pytest.raises(ProgrammingError, match="row-level security"), acting("rep"):
        AccountAssignment(account=account, person_id=cast.rep, since=date(2026, 1, 1)).save()


@pytest.mark.parametrize("who", ["rep", "manager", "physician", "operator"])
def test_only_an_administrator_imports(bring: Bring, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring("accounts", CLINICS, by=Importer(cast.ardenne, getattr(cast, who)))
    assert bring("accounts", CLINICS, by=Importer(cast.ardenne, cast.admin))["new"] == 2


def test_an_import_into_one_tenant_leaves_the_other_alone(bring: Bring, cast: Cast, acting: Acting) -> None:
    bring("accounts", CLINICS, by=Importer(cast.rivalis))
    with acting("manager"):
        assert not Account.objects.exists()
    with acting("rival"):
        assert Account.objects.count() == 2
