"""A Deep Dive from the plan to the report (A9.10)."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers.accounts.contact import Contact
from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.document import DeepDiveDocument
from customers.deep_dives.influence import DeepDiveInfluence, DeepDiveStakeholder
from customers.deep_dives.participant import DeepDiveParticipant
from customers.needs.need import Need
from tests.customers.conftest import Acting, ClientOf
from tests.customers.deep_dives.conftest import DIVES, participant

CONSENT = {"answer": "given", "purpose": "To design services", "how": "paper", "on": "2026-05-04"}


@pytest.fixture
def manager(client_of: ClientOf) -> Client:
    return client_of("manager")


@pytest.fixture
def page(dive: DeepDive) -> str:
    return f"{DIVES}{dive.id}/"


def ask_all(client: Client, page: str, acting: Acting) -> None:
    with acting("manager"):
        ids = [one.id for one in DeepDiveParticipant.objects.filter(person=None)]
    for one in ids:
        assert client.post(f"{page}guests/{one}/consent/", CONSENT).status_code == 302


def test_a_workshop_is_planned_and_found(manager: Client) -> None:
    """A9.10: scenario, drivers, questions, agenda."""
    fields = {
        "title": "Pharmacy 2040", "held_on": "2026-09-01", "scenario": "The ward orders by itself",
        "drivers": "Robots\nBudgets", "questions": "Who signs?", "agenda": "09:00 Welcome",
    }  # fmt: skip
    assert manager.post(f"{DIVES}new/", {**fields, "scenario": ""}).status_code == 400
    page = manager.post(f"{DIVES}new/", fields).headers["Location"]
    shown = manager.get(page).text
    assert all(words in shown for words in ("Robots", "Who signs?", "09:00", "Welcome"))
    assert "Pharmacy 2040" in manager.get(DIVES, {"q": "pharmacy"}).text
    assert "Pharmacy 2040" in manager.get(f"{DIVES}deep-dives.csv").text


def test_guests_are_found_invited_asked_and_ticked(manager: Client, page: str, acting: Acting) -> None:
    """A9.10: participants with consent."""
    with acting("manager"):
        contact = Contact.objects.get(external_id="C3")
    assert "Dr. Bea Stein" in manager.get(f"{page}guests/", {"q": "stein"}).text
    assert manager.post(f"{page}guests/contacts/{contact.id}/", {"position": "nurse"}).status_code == 302
    with acting("manager"):
        one = participant("Stein")
        assert one.position == "nurse"
    assert manager.post(f"{page}guests/{one.id}/attendance/", {"came": "yes"}).status_code == 302
    assert manager.post(f"{page}guests/{one.id}/consent/", {"answer": "perhaps"}).status_code == 400
    assert manager.post(f"{page}guests/{one.id}/consent/", CONSENT).status_code == 302
    manager.post(f"{page}guests/{one.id}/attendance/", {"drop": "1"})
    assert "Dr. Bea Stein" in manager.get(page).text


def test_needs_are_captured_once_however_often_they_are_sent(
    manager: Client, page: str, acting: Acting
) -> None:
    """A9.10: one quick page that survives a lost line."""
    fields = {"title": "Night staff must find the dose", "key": str(uuid4())}
    assert "Nothing can be recorded yet" in manager.get(f"{page}needs/").text
    assert manager.post(f"{page}needs/", fields, headers={"X-Capture": "1"}).status_code == 400
    ask_all(manager, page, acting)
    for _n in range(2):
        answer = manager.post(f"{page}needs/", fields, headers={"X-Capture": "1"})
        assert answer.status_code == 201
        assert answer.json()["title"] == fields["title"]
    with acting("manager"):
        assert Need.objects.get().sources.count() == 1
    assert "Night staff" in manager.get(page).text
    refused = manager.post(f"{page}needs/", {"title": "Patient Huber again"}, headers={"X-Capture": "1"})
    assert (refused.status_code, "name" in refused.json()["errors"][0]) == (400, True)
    assert manager.post(f"{page}needs/", {"title": "Without a script"}).status_code == 302


def test_the_map_says_who_sways_whom_today_and_tomorrow(manager: Client, page: str, acting: Acting) -> None:
    """A9.10, A10.10: changing relations of stakeholders, as picture and table."""
    for name, position in (("Ward", "physician"), ("Purchasing", "controller")):
        fields = {"name": name, "position": position}
        assert manager.post(f"{page}map/stakeholders/", fields).status_code == 302
    assert manager.post(f"{page}map/stakeholders/", fields).status_code == 400
    with acting("manager"):
        ward, purchasing = DeepDiveStakeholder.objects.order_by("-name")
    line = {"source": str(purchasing.id), "target": str(ward.id), "today": "1", "tomorrow": "3"}
    assert manager.post(f"{page}map/", {**line, "target": line["source"]}).status_code == 400
    assert manager.post(f"{page}map/", line).status_code == 302
    shown = manager.get(page).text
    assert "Purchasing → Ward: 3" in shown
    assert "stronger" in shown
    assert manager.post(f"{page}map/", {**line, "today": "0", "tomorrow": "0"}).status_code == 302
    with acting("manager"):
        assert not DeepDiveInfluence.objects.exists()
    assert manager.post(f"{page}map/stakeholders/{ward.id}/end/").status_code == 302


def test_papers_are_cleaned_kept_and_taken_away(manager: Client, page: str, acting: Acting) -> None:
    """A9.10"""
    bad = SimpleUploadedFile("x.exe", b"MZ\x00\x01")
    assert manager.post(f"{page}documents/", {"file": bad}).status_code == 400
    good = SimpleUploadedFile("agenda.txt", b"Half a day")
    assert manager.post(f"{page}documents/", {"file": good}).status_code == 302
    with acting("manager"):
        paper = DeepDiveDocument.objects.get()
    answer = manager.get(f"{page}documents/{paper.id}/")
    assert answer.content == b"Half a day"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert manager.post(f"{page}documents/{paper.id}/end/").status_code == 302
    assert manager.get(f"{page}documents/{paper.id}/").status_code == 404


def test_it_is_held_and_evaluated_step_by_step(manager: Client, page: str, acting: Acting) -> None:
    """A9.10: planned, held, evaluated; nothing is skipped."""
    ask_all(manager, page, acting)
    with acting("manager"):
        one = participant("Marchetti")
    manager.post(f"{page}guests/{one.id}/attendance/", {"came": "yes"})
    for to, status in (("evaluated", "planned"), ("held", "held"), ("evaluated", "held")):
        assert manager.post(f"{page}state/", {"to": to}).status_code == 302
        with acting("manager"):
            assert DeepDive.objects.get().status == status
    manager.post(f"{page}summary/", {"summary": "Pharmacists **decide**."})
    manager.post(f"{page}state/", {"to": "evaluated"})
    report = manager.get(f"{page}report/").text
    assert "<strong>decide</strong>" in report
    assert "Dr. Élodie Marchetti" in report


@pytest.mark.parametrize(
    ("who", "read", "change"),
    [("rep", 200, 403), ("colleague", 404, 404), ("admin", 404, 404), ("rival", 404, 404),
     ("physician", 404, 404), ("", 302, 302)],
)  # fmt: skip
def test_whom_it_concerns_reads_and_hosts_change(
    client_of: ClientOf, page: str, who: str, read: int, change: int
) -> None:
    """A9.10"""
    client = client_of(who)
    assert client.get(page).status_code == read
    assert client.post(f"{page}summary/", {"summary": "x"}).status_code == change
    assert client.get(f"{page}needs/").status_code == change


def test_more_guests_cost_no_more_questions(manager: Client, page: str) -> None:
    with CaptureQueriesContext(connection) as few:
        manager.get(page)
    for n in range(6):
        manager.post(f"{page}guests/unlisted/", {"name": f"Guest {n}", "position": "insurer"})
    with CaptureQueriesContext(connection) as many:
        assert manager.get(page).status_code == 200
    assert len(many) == len(few)
