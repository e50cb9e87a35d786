"""Two accounts with contacts, one of them in the rep's care."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.contact import Contact
from customers.notes.note import Note
from customers.notes.writing import Said, write_note
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
DAY = date(2026, 5, 4)
CONTACTS = """external_id,account_external_id,name,profession
C1,A1,Dr. Élodie Marchetti,Head of intensive care
C2,A1,Dr. Jan Vrba,Hospital pharmacist
C3,A2,Dr. Bea Stein,Intensive care physician
"""
Write = Callable[..., Note]


@pytest.fixture
def care(bring: Bring, clinics: None, cast: Cast, acting: Acting) -> None:
    """A1 is in the rep's care, A2 in nobody's."""
    bring("contacts", CONTACTS)
    with acting("manager"):
        account = Account.objects.get(external_id="A1")
        AccountAssignment(account=account, person_id=cast.rep, since=date(2026, 1, 1)).save()


@pytest.fixture
def write(care: None, cast: Cast, acting: Acting) -> Write:
    """`write("rep", "A1", body="…", contacts=["C1"])`: a note by one of the cast."""

    def written(who: str, account: str = "A1", *, contacts: tuple[str, ...] = (), **said: object) -> Note:
        with acting(who):
            return write_note(
                Account.objects.get(external_id=account),
                Said(
                    **{"body": "Wants the bundle explained", "occurred_on": DAY, **said},  # type: ignore[arg-type]
                    contacts=list(Contact.objects.filter(external_id__in=contacts)),
                ),
                by=Person.objects.get(id=getattr(cast, who)),
                at=AT,
            )

    return written
