"""The audit for compliance, and the candidate's own reading of her form (D8, A10.03)."""

import csv
import io

import pytest
from django.test import Client

from customers.leaders.leader_candidate import LeaderCandidate
from tenancy.events.event import Event
from tests.customers.conftest import Acting, Bring, ClientOf
from tests.customers.leaders.conftest import REASON

AUDIT = "/w/ardenne/leaders/audit/"
FILE = f"{AUDIT}leader-audit.csv"


def test_compliance_reads_who_proposed_whom_and_why(client_of: ClientOf, proposed: LeaderCandidate) -> None:
    page = client_of("leader").get(AUDIT).text
    for word in (
        "Dr. Amsel",
        "Alpine circle",
        "Rita Sommer",
        "Mona Keller",
        REASON,
        "Chairs the regional round.",
    ):
        assert word in page
    assert "Dr. Amsel" not in client_of("leader").get(AUDIT, {"verdict": "approved"}).text
    rows = list(csv.DictReader(io.StringIO(client_of("leader").get(FILE).text.lstrip("\ufeff"))))
    assert rows[0]["candidate"] == "Dr. Amsel"
    assert rows[0]["reason"] == REASON
    assert (rows[0]["advocacy"], rows[0]["advocacy_reason"]) == ("unknown", "Never spoke about products.")


def test_the_audit_holds_no_commercial_figure(
    client_of: ClientOf, proposed: LeaderCandidate, bring: Bring
) -> None:
    bring("sales", "external_id,month,net_sales\nA1,2026-01,987654.00\n")
    for address in (AUDIT, FILE):
        text = client_of("leader").get(address).text.replace(",", "").replace(".", "")
        assert "987654" not in text
        assert "segment" not in text


def test_every_reading_is_recorded(client_of: ClientOf, proposed: LeaderCandidate, acting: Acting) -> None:
    client_of("leader").get(AUDIT)
    client_of("leader").get(FILE, {"verdict": "open"})
    with acting("admin"):
        read = Event.objects.filter(verb="leader_audit.read").order_by("at", "id")
        assert [one.ids for one in read] == [{"form": "page"}, {"form": "file", "verdict": "open"}]


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 403), ("manager", 403), ("admin", 403), ("physician", 404), ("rival", 404), ("", 302)],
)
def test_nobody_else_reads_the_audit(
    client_of: ClientOf, proposed: LeaderCandidate, who: str, status: int
) -> None:
    assert client_of(who).get(AUDIT).status_code == status
    assert client_of(who).get(FILE).status_code == status


def test_the_candidate_reads_her_own_form_by_a_link_that_ends(
    client_of: ClientOf, fitted: LeaderCandidate
) -> None:
    sheet = f"/w/ardenne/prospects/{fitted.prospect_id}/leaders/{fitted.id}/sheet/"
    rep = client_of("rep")
    assert "Chairs the regional round." in rep.get(sheet).text
    made = rep.post(sheet).text
    link = "/w/ardenne/leaders/own/" + made.split("/w/ardenne/leaders/own/")[1].split("/")[0] + "/"
    anybody = Client()
    own = anybody.get(link)
    assert own.status_code == 200
    assert "Chairs the regional round." in own.text
    assert anybody.get(link.replace("/own/", "/own/x")).status_code == 404
    assert anybody.get(link.replace("ardenne", "rivalis")).status_code == 404
    assert rep.post(f"{sheet}withdrawal/").status_code == 302
    assert anybody.get(link).status_code == 404


def test_a_link_opens_one_form_and_nothing_beside_it(
    client_of: ClientOf, fitted: LeaderCandidate, bring: Bring, acting: Acting
) -> None:
    sheet = f"/w/ardenne/prospects/{fitted.prospect_id}/leaders/{fitted.id}/sheet/"
    assert client_of("colleague").post(sheet).status_code == 404
    assert client_of("manager").post(sheet).status_code == 403
