"""A Deep Dive planned by the manager, with two contacts of A1 and a guest on the list."""

import pytest

from customers.accounts.contact import Contact
from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.holding import invite, plan_deep_dive
from customers.deep_dives.participant import DeepDiveParticipant, Position
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting
from tests.customers.notes.conftest import AT, DAY, care

__all__ = ["care"]
DIVES = "/w/ardenne/deep-dives/"


@pytest.fixture
def dive(care: None, cast: Cast, acting: Acting) -> DeepDive:
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        planned = plan_deep_dive(
            title="Wards of 2035", held_on=DAY, scenario="Half the nurses, twice the data",
            agenda="09:30 Welcome\n10:00 The future", by=manager, at=AT,
        )  # fmt: skip
        for contact in Contact.objects.filter(external_id__in=("C1", "C2")):
            invite(planned, name=str(contact), contact=contact, position=Position.PHYSICIAN, by=manager)
        invite(planned, name="Ms. Insurer", position=Position.INSURER, by=manager)
    return planned


def participant(name: str) -> DeepDiveParticipant:
    return DeepDiveParticipant.objects.get(name__contains=name)
