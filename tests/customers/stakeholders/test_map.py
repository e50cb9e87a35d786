"""Stakeholders, conflicts and interests around a prospective community (A10.09 to A10.11)."""

from datetime import date

import pytest

from communities.community.community import Community
from communities.community.seats import accept_hand_over, offer_seat
from communities.ledger.ledger_line import LedgerLine
from customers.accounts.contact import Contact
from customers.leaders.leader_candidate import LeaderCandidate
from customers.notes.interest import Interest, NoteInterest
from customers.notes.note import Note
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.interest_share import InterestShare
from customers.stakeholders.stakeholder import Stakeholder
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.leaders.conftest import THEN, person

SOMEBODY = {
    "name": "Frau Kern",
    "position": "controller",
    "influence": "3",
    "interest": "1",
    "stance": "against",
}


def _page(of: ProspectiveCommunity) -> str:
    return f"/w/ardenne/prospects/{of.id}/"


def test_the_map_places_people_and_says_who_is_missing(
    client_of: ClientOf,
    prospect: ProspectiveCommunity,
    acting: Acting,
) -> None:
    """A10.10."""
    page, rep = f"{_page(prospect)}stakeholders/", client_of("rep")
    assert rep.post(page, SOMEBODY | {"influence": "9"}).status_code == 400
    assert rep.post(page, SOMEBODY).status_code == 302
    text = rep.get(page).text
    assert "Frau Kern" in text
    assert "Not on the map yet: Hospital administrator, Pharmacist, Insurer." in text
    assert "Frau Kern,controller" in rep.get(f"{page}stakeholders.csv").text
    with acting("rep"):
        one = Stakeholder.objects.get()
    assert rep.post(f"{page}{one.id}/", SOMEBODY | {"stance": "for"}).status_code == 302
    assert rep.post(f"{page}{one.id}/", {"leave": "1"}).status_code == 302
    assert "Frau Kern" not in rep.get(f"{page}stakeholders.csv").text


def test_a_likely_conflict_keeps_the_gate_shut_until_somebody_sees_to_it(
    client_of: ClientOf,
    prospect: ProspectiveCommunity,
    acting: Acting,
    cast: Cast,
) -> None:
    """A10.11, A10.01."""
    page, rep = f"{_page(prospect)}conflicts/", client_of("rep")
    fields = {"area": "Who publishes", "parties": "Clinics", "likelihood": "3"}
    assert rep.post(page, fields).status_code == 302
    assert "nobody sees to it yet" in rep.get(page).text
    gate = "Every likely conflict has an answer and an owner"
    assert f'{gate}</a><span class="sr-only">, done' not in rep.get(_page(prospect)).text
    with acting("rep"):
        one = ConflictArea.objects.get()
    answered = fields | {"mitigation": "A rule in the charter", "owner": str(cast.rep)}
    assert rep.post(f"{page}{one.id}/", answered).status_code == 302
    assert f'{gate}</a><span class="sr-only">, done' in rep.get(_page(prospect)).text
    assert rep.post(f"{page}{one.id}/", {"outcome": "Agreed"}).status_code == 302
    assert "Agreed" in rep.get(page).text


@pytest.mark.parametrize("part", ["stakeholders/", "conflicts/", "interests/", ""])
@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("colleague", 404), ("admin", 403), ("physician", 404), ("rival", 404)],
)
def test_who_sees_these_pages(
    client_of: ClientOf,
    prospect: ProspectiveCommunity,
    part: str,
    who: str,
    status: int,
) -> None:
    assert client_of(who).get(f"{_page(prospect)}{part}").status_code == status
    if part and status == 200:
        assert client_of(who).post(f"{_page(prospect)}{part}").status_code == 403


@pytest.fixture
def noted(candidate: LeaderCandidate, acting: Acting, cast: Cast) -> None:
    """Dr. Amsel said that she cares about sepsis bundles."""
    with acting("manager"):
        word = Interest(
            name="Sepsis bundles",
            search_name="sepsis bundles",
            created_by=person(cast.manager),
            created_at=THEN,
        )
        word.save()
    with acting("rep"):
        amsel = Contact.objects.get(external_id="C1")
        note = Note(
            account=amsel.account, author=person(cast.rep), occasion="visit", channel="in_person",
            occurred_on=date(2026, 3, 1), body="x", body_html="x", search_text="x", at=THEN,
        )  # fmt: skip
        note.save()
        NoteInterest(note=note, interest=word, contact=amsel).save()


@pytest.mark.usefixtures("noted")
def test_interests_come_from_notes_and_are_shared_on_purpose_with_a_ledger_line(
    client_of: ClientOf,
    prospect: ProspectiveCommunity,
    acting: Acting,
    cast: Cast,
) -> None:
    """A10.09: nothing is shared before the hand-over, then only by the selector, and members see that it was."""
    page, rep = f"{_page(prospect)}interests/", client_of("rep")
    assert "Sepsis bundles" in rep.get(page).text
    assert rep.post(page, {}).status_code == 409
    rep.post(f"{_page(prospect)}draft/")
    with acting("rep"):
        place = Community.objects.get(name="Alpine circle")
        offer_seat(place, to=cast.physician, role="leader")
    with acting("physician"):
        accept_hand_over(place)
    assert client_of("manager").post(page, {}).status_code == 403
    assert rep.post(page, {}).status_code == 302
    with acting("physician"):
        line = LedgerLine.objects.get(crossing="interest_map")
        assert (line.receiver_side, line.by_name) == ("members", "Rita Sommer")
        assert InterestShare.objects.get().lines == [{"interest": "Sepsis bundles", "people": 1, "names": []}]
    leader = client_of("physician").get(f"/p/kreis/communities/{place.slug}/interests/").text
    assert "Sepsis bundles" in leader
    assert "Amsel" not in leader
    rep.post(page, {"with_names": "on"})
    assert "Dr. Amsel" in client_of("physician").get(f"/p/kreis/communities/{place.slug}/interests/").text


@pytest.mark.parametrize("who", ["member", "outsider", "manager", "colleague", "operator"])
def test_a_shared_map_is_read_by_leaders_alone(acting: Acting, who: str, cast: Cast) -> None:
    with acting(who):
        assert not InterestShare.objects.exists()
