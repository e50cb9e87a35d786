"""From need to service with status, owner, history and reasons (A9.11)."""

from datetime import timedelta

import pytest

from customers.accounts.account import Account
from customers.needs.board import cycle_days, evidence
from customers.needs.capturing import Heard, add_source, capture_need, propose_idea, word_idea
from customers.needs.idea import Idea, IdeaNeed
from customers.needs.moving import (
    NoSuchMove,
    NotMergeable,
    ServiceUnnamed,
    WhyDropped,
    merge_needs,
    move_idea,
    move_need,
)
from customers.needs.need import Need
from customers.needs.pipeline_step import PipelineStep
from tenancy.events.event import Event
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting
from tests.customers.notes.conftest import AT


def a_need(by: Person, title: str = "Find the dose", account: str = "") -> Need:
    house = Account.objects.get(external_id=account).id if account else None
    return capture_need(title, heard=Heard("survey", account_id=house), by=by, at=AT)


@pytest.fixture
def manager(clinics: None, cast: Cast, acting: Acting) -> Person:
    with acting("manager"):
        return Person.objects.get(id=cast.manager)


def test_an_idea_that_becomes_a_service_answers_its_needs(manager: Person, acting: Acting) -> None:
    """A9.11"""
    with acting("manager"):
        need = a_need(manager)
        move_need(need, to="confirmed", by=manager, at=AT + timedelta(days=2))
        idea = propose_idea("Dose card", needs=[need], by=manager, at=AT + timedelta(days=3))
        for day, to in ((4, "assessed"), (5, "piloted")):
            move_idea(idea, to=to, by=manager, at=AT + timedelta(days=day))
        with pytest.raises(ServiceUnnamed):
            move_idea(idea, to="service", by=manager, at=AT)
        move_idea(
            idea, to="service", service_name="Dose line", provider="centre", by=manager,
            at=AT + timedelta(days=10),
        )  # fmt: skip
        need.refresh_from_db()
        assert need.status == "answered"
        ways = [step.after for step in PipelineStep.objects.filter(need=need)]
        assert ways == ["captured", "confirmed", "answered"]
        assert cycle_days() == {"need": 10, "idea": 7}
        assert Event.objects.filter(verb="idea.service", plane="sponsor").exists()


def test_nothing_jumps_and_nothing_goes_without_a_reason(manager: Person, acting: Acting) -> None:
    """A9.11: why dropped."""
    with acting("manager"):
        need = a_need(manager)
        with pytest.raises(NoSuchMove):
            move_need(need, to="answered", by=manager, at=AT)
        with pytest.raises(WhyDropped):
            move_need(need, to="dropped", by=manager, at=AT)
        move_need(need, to="dropped", reason="Belongs to the hospital's own pharmacy", by=manager, at=AT)
        assert not Need.objects.standing().exists()
        move_need(need, to="captured", by=manager, at=AT)


def test_the_same_need_said_twice_becomes_one(manager: Person, acting: Acting) -> None:
    """A9.11: duplicates merged, evidence counted by distinct accounts."""
    with acting("manager"):
        first, second = a_need(manager, account="A1"), a_need(manager, "Dose at night", account="A2")
        add_source(second, Heard("other", account_id=second.sources.get().account_id), by=manager, at=AT)
        both = propose_idea("Dose card", needs=[first, second], by=manager, at=AT)
        propose_idea("Dose line", needs=[second], by=manager, at=AT)
        merge_needs(second, into=first, by=manager, at=AT)
        proof = evidence()[first.id]
        assert (proof.accounts, proof.sources) == (2, 3)
        assert IdeaNeed.objects.filter(need=first).count() == 2
        assert IdeaNeed.objects.filter(idea=both).count() == 1
        with pytest.raises(NotMergeable):
            merge_needs(first, into=second, by=manager, at=AT)


def test_an_idea_changes_its_needs(manager: Person, acting: Acting) -> None:
    with acting("manager"):
        one, other = a_need(manager), a_need(manager, "Fewer alarms")
        idea = propose_idea("Dose card", needs=[one], by=manager, at=AT)
        word_idea(idea, needs=[other], by=manager, title="Quiet ward", text="", owner=manager)
        assert [link.need for link in IdeaNeed.objects.filter(idea=idea)] == [other]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("rep", 1), ("leader", 1), ("admin", 1), ("physician", 0), ("operator", 0), ("rival", 0)],
)
def test_all_staff_read_needs_and_nobody_else(manager: Person, acting: Acting, who: str, sees: int) -> None:
    """A9.11: needs name no person and no account."""
    with acting("manager"):
        propose_idea("Dose card", needs=[a_need(manager)], by=manager, at=AT)
    with acting(who):
        assert [model.objects.count() for model in (Need, Idea, PipelineStep)] == [sees, sees, 2 * sees]


def test_a_reader_moves_nothing(manager: Person, acting: Acting) -> None:
    """A9.11: the pipeline is kept by few."""
    with acting("manager"):
        need = a_need(manager)
    with acting("rep"):
        assert Need.objects.filter(id=need.id).update(status="dropped") == 0
