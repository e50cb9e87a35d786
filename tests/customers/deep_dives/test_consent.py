"""Nothing is recorded without consent, and what is withdrawn takes its words along (A9.10, D5)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError

from customers.accounts.contact import Contact
from customers.deep_dives.consenting import (
    NothingToWithdraw,
    answer_of,
    forget_contact_in_deep_dives,
    record_consent,
)
from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.holding import ConsentMissing, NobodyCame, SummaryMissing, attend, evaluate, hold
from customers.deep_dives.participant import DeepDiveConsent, DeepDiveParticipant
from customers.deep_dives.reading import deep_dives_about
from customers.needs.capturing import Heard, capture_need
from customers.needs.need import Need
from customers.needs.pipeline_step import PipelineStep
from customers.needs.source import NeedSource
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tenancy.wall.refusals import NotAllowed
from tests.cast import Cast
from tests.customers.conftest import Acting
from tests.customers.deep_dives.conftest import participant
from tests.customers.notes.conftest import AT, DAY

NAMES = ("Marchetti", "Vrba", "Insurer")


def ask(cast: Cast, name: str, answer: str, *, later: int = 0, handling: str = "anonymise") -> None:
    record_consent(
        participant(name), answer=answer, purpose="To design services", how="paper", on=DAY,
        handling=handling, by=Person.objects.get(id=cast.manager), at=AT + timedelta(minutes=later),
    )  # fmt: skip


def note_need(cast: Cast, title: str, dive: DeepDive, name: str = "") -> Need:
    who = participant(name) if name else None
    heard = Heard(
        "deep_dive", deep_dive_id=dive.id, participant_id=who.id if who else None,
        account_id=who.account_id if who else None, said="In her words",
    )  # fmt: skip
    return capture_need(title, heard=heard, by=Person.objects.get(id=cast.manager), at=AT)


def test_before_everybody_was_asked_the_database_takes_no_need(
    dive: DeepDive, cast: Cast, acting: Acting
) -> None:
    """A9.10: nothing recorded without consent."""
    with acting("manager"):
        ask(cast, "Marchetti", "given")
    with pytest.raises(ProgrammingError, match="row-level security"), acting("manager"):
        note_need(cast, "Find the dose", dive)
    with acting("manager"):
        ask(cast, "Vrba", "refused")
        ask(cast, "Insurer", "given")
        assert note_need(cast, "Find the dose", dive, "Marchetti").sources.count() == 1


@pytest.mark.parametrize("name", ["Vrba", "Insurer"])
def test_nobody_is_quoted_who_refused_or_withdrew(
    dive: DeepDive, cast: Cast, acting: Acting, name: str
) -> None:
    """A9.10"""
    with acting("manager"):
        ask(cast, "Marchetti", "given")
        ask(cast, "Vrba", "refused")
        ask(cast, "Insurer", "given")
        ask(cast, "Insurer", "withdrawn", later=5)
    with pytest.raises(ProgrammingError, match="row-level security"), acting("manager"):
        note_need(cast, "Find the dose", dive, name)


def test_a_guest_who_stays_away_need_not_be_asked(dive: DeepDive, cast: Cast, acting: Acting) -> None:
    """A9.10"""
    with acting("manager"):
        ask(cast, "Marchetti", "given")
        for name in ("Vrba", "Insurer"):
            attend(participant(name), came=False)
        assert note_need(cast, "Find the dose", dive, "Marchetti")


@pytest.mark.parametrize(
    ("handling", "sources", "quoted", "status"),
    [("anonymise", 2, [""], "captured"), ("remove", 0, [], "dropped")],
)
def test_a_withdrawn_consent_takes_its_contributions_along(
    dive: DeepDive, cast: Cast, acting: Acting, handling: str, sources: int, quoted: list[str], status: str
) -> None:
    """A9.10, D5: anonymised, or removed together with the needs that rest on nothing else."""
    with acting("manager"):
        for name in NAMES:
            ask(cast, name, "given")
        for title in ("Find the dose", "Fewer alarms"):
            note_need(cast, title, dive, "Marchetti")
        ask(cast, "Marchetti", "withdrawn", later=9, handling=handling)
        assert NeedSource.objects.filter(participant=None, account=None).count() == sources
        assert sorted({one.said for one in NeedSource.objects.all()}) == quoted
        assert {need.status for need in Need.objects.all()} == {status}
        if handling == "remove":
            assert PipelineStep.objects.filter(after="dropped", reason="Consent withdrawn").count() == 2
        assert answer_of(participant("Marchetti")) == "withdrawn"


def test_only_what_was_given_is_withdrawn(dive: DeepDive, cast: Cast, acting: Acting) -> None:
    with acting("manager"), pytest.raises(NothingToWithdraw):
        ask(cast, "Vrba", "withdrawn")


def test_answers_are_never_changed(dive: DeepDive, cast: Cast, acting: Acting) -> None:
    """A9.10: the record of consent is append-only."""
    with acting("manager"):
        ask(cast, "Vrba", "given")
    with pytest.raises(ProgrammingError, match="permission denied"), acting("manager"):
        DeepDiveConsent.objects.update(answer="refused")


def test_a_workshop_is_held_with_guests_and_consents_and_evaluated_with_a_summary(
    dive: DeepDive, cast: Cast, acting: Acting
) -> None:
    """A9.10: planned, held, evaluated."""
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        with pytest.raises(NobodyCame):
            hold(dive, by=manager, at=AT)
        attend(participant("Marchetti"), came=True)
        with pytest.raises(ConsentMissing):
            hold(dive, by=manager, at=AT)
        for name in NAMES:
            ask(cast, name, "given")
        hold(dive, by=manager, at=AT)
        with pytest.raises(SummaryMissing):
            evaluate(dive, by=manager, at=AT)
        dive.summary = "Pharmacists decide."
        evaluate(dive, by=manager, at=AT)
        assert DeepDive.objects.get().status == "evaluated"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("manager", 3), ("office", 3), ("rep", 3), ("colleague", 0), ("leader", 0), ("admin", 0),
     ("physician", 0), ("operator", 0), ("rival", 0)],
)  # fmt: skip
def test_a_workshop_is_seen_by_its_hosts_and_by_who_has_its_guests_in_care(
    dive: DeepDive, acting: Acting, who: str, sees: int
) -> None:
    """A9.10: sponsor plane, and there those alone whom it concerns."""
    with acting(who):
        assert DeepDiveParticipant.objects.count() == sees
        assert DeepDive.objects.count() == (1 if sees else 0)


def test_who_sends_a_guest_does_not_speak_for_the_host(dive: DeepDive, cast: Cast, acting: Acting) -> None:
    """A9.10"""
    with pytest.raises(ProgrammingError, match="row-level security"), acting("rep"):
        record_consent(
            participant("Vrba"), answer="given", purpose="x", how="paper", on=DAY,
            by=Person.objects.get(id=cast.rep), at=AT,
        )  # fmt: skip


def test_a_contact_learns_what_workshops_hold_about_her_and_is_forgotten(
    dive: DeepDive, cast: Cast, acting: Acting
) -> None:
    """D5"""
    with acting("manager"):
        for name in NAMES:
            ask(cast, name, "given")
        note_need(cast, "Find the dose", dive, "Marchetti")
        contact = Contact.objects.get(external_id="C1")
        told = deep_dives_about(contact)
        assert told[0]["said"] == ["In her words"]
        assert told[0]["consents"][0]["answer"] == "given"
        forget_contact_in_deep_dives(contact, by=Person.objects.get(id=cast.manager))
        assert deep_dives_about(contact) == []
        assert DeepDiveParticipant.objects.filter(name="[…]").count() == 1
        assert NeedSource.objects.get().said == ""
    with pytest.raises(NotAllowed), acting("rep"):
        forget_contact_in_deep_dives(contact, by=Person.objects.get(id=cast.rep))


def test_everybody_reads_the_same_count_of_accounts(dive: DeepDive, cast: Cast, acting: Acting) -> None:
    """A9.11: evidence counts distinct accounts; which they are stays with who may know."""
    with acting("manager"):
        for name in NAMES:
            ask(cast, name, "given")
        need = note_need(cast, "Find the dose", dive, "Marchetti")
    for who in ("manager", "leader", "colleague"):
        with acting(who):
            assert call_rows("need_evidence") == [(str(need.id), 1, 1)] or call_rows("need_evidence") == [
                (need.id, 1, 1)
            ]
    with acting("colleague"):
        assert not NeedSource.objects.exists()
