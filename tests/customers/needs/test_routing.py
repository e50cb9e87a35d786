"""Gaps go to the function that owns them, and come back with a reason or get an owner (A9.06)."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError

from customers.needs.functions import SPEAKERS, Function
from customers.needs.routed_action import RoutedAction, Status
from customers.needs.routing import (
    AlreadyAnswered,
    NotAccepted,
    ReasonMissing,
    accept,
    finish,
    give_back,
    route,
)
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tests.cast import Cast
from tests.customers.conftest import Acting

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
DUE = date(2026, 5, 18)


@pytest.fixture
def gap(cast: Cast, acting: Acting) -> UUID:
    """A gap that the rep has sent to the medical function."""
    with acting("rep"):
        rep = Person.objects.get(id=cast.rep)
        sent = route(
            origin_kind="survey", origin=uuid4(), title="Unbiased product information", function="medical",
            due_on=DUE, by=rep, at=AT,
        )  # fmt: skip
    return sent.id


def person(cast: Cast, who: str) -> Person:
    return Person.objects.get(id=getattr(cast, who))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("rep", 1), ("leader", 1), ("manager", 1), ("office", 1),
        ("colleague", 0), ("admin", 0), ("physician", 0), ("operator", 0), ("rival", 0),
    ],
)  # fmt: skip
def test_a_gap_is_seen_by_its_sender_and_the_function_alone(
    acting: Acting, gap: UUID, who: str, sees: int
) -> None:
    """A9.06"""
    with acting(who):
        assert RoutedAction.objects.count() == sees


def test_the_function_accepts_once_with_an_owner_and_finishes(cast: Cast, acting: Acting, gap: UUID) -> None:
    """A9.06"""
    with acting("leader"):
        action, leader = RoutedAction.objects.get(), person(cast, "leader")
        with pytest.raises(NotAccepted):
            finish(action, outcome="done", by=leader, at=AT)
        accept(action, owner=leader, due_on=DUE, by=leader, at=AT)
        with pytest.raises(AlreadyAnswered):
            give_back(action, reason="Not ours", by=leader, at=AT)
        finish(action, outcome="A quarterly digest without product names", by=leader, at=AT)
        assert (action.status, action.owner_id, action.done_at) == (Status.DONE, cast.leader, AT)


def test_what_comes_back_says_why(cast: Cast, acting: Acting, gap: UUID) -> None:
    """A9.06"""
    with acting("leader"):
        action = RoutedAction.objects.get()
        with pytest.raises(ReasonMissing):
            give_back(action, reason="  ", by=person(cast, "leader"), at=AT)
        give_back(action, reason="Marketing owns the digest", by=person(cast, "leader"), at=AT)
    with acting("rep"):
        assert RoutedAction.objects.get().answer == "Marketing owns the digest"


def test_the_sender_does_not_answer_for_the_function(cast: Cast, acting: Acting, gap: UUID) -> None:
    """A9.06"""
    with acting("rep"), pytest.raises(AlreadyAnswered):
        give_back(RoutedAction.objects.get(), reason="Changed my mind", by=person(cast, "rep"), at=AT)


def test_customers_route_nothing(cast: Cast, acting: Acting) -> None:
    with acting("physician"), pytest.raises(ProgrammingError, match="row-level security"):
        RoutedAction(
            origin_kind="other", title="x", function="it", due_on=DUE, sent_by_id=cast.physician, at=AT
        ).save()


def test_database_and_code_agree_on_who_speaks_for_a_function(cast: Cast, acting: Acting) -> None:
    told = {"leader": {"medical"}, "office": {"service_centre"}, "rep": set(), "admin": set()}
    for who, functions in told.items():
        with acting(who):
            assert {row[0] for row in call_rows("my_functions")} == functions
    assert set(SPEAKERS) == set(Function)
