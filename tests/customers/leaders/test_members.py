"""Ideal members and who fits: knowledge, practice role and motivation alone (A10.06 to A10.08)."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.leaders.matching import match
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.preparation.prospective_community import ProspectiveCommunity
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring, ClientOf
from tests.customers.leaders.conftest import Judging

ANY = UUID(int=0)
PROFILE = {
    "knowledge": "sepsis, Antibiotic stewardship",
    "practice_roles": "intensive care",
    "motivations": "compare practice",
    "with_leader": "on",
}


@pytest.fixture
def members(prospect: ProspectiveCommunity) -> str:
    return f"/w/ardenne/prospects/{prospect.id}/members/"


def test_a_match_says_what_speaks_for_each_field() -> None:
    profile = MemberProfile(
        tenant_id=ANY,
        knowledge=["sepsis", "stewardship"],
        practice_roles=["Anästhesie"],
        motivations=["teach"],
    )
    one = MemberCandidate(
        tenant_id=ANY, knowledge=["Sepsis bundles"], practice_role="Leiterin Anasthesie", motivations=[]
    )
    found = match(profile, one)
    assert (found.knowledge, found.role, found.motivations) == (("sepsis",), "Anästhesie", ())
    assert not found.meets_all


def test_the_profile_is_versioned_and_offers_contacts_by_practice_role(
    client_of: ClientOf, members: str, judging: Judging
) -> None:
    rep = client_of("rep")
    assert rep.post(f"{members}profile/", PROFILE | {"knowledge": " , "}).status_code in (302, 400)
    assert rep.post(f"{members}profile/", PROFILE).status_code == 302
    page = rep.get(members).text
    assert "Dr. Amsel" in page
    assert "fits “intensive care”" in page
    contact = page.split('name="contact" value="')[1][:36]
    assert rep.post(f"{members}contacts/", {"contact": contact}).status_code == 302
    assert rep.post(f"{members}contacts/", {"contact": contact}).status_code == 302
    with judging("rep"):
        assert MemberCandidate.objects.get().practice_role == "Head of intensive care"


def test_the_core_team_says_whom_the_leader_knows_and_what_came_of_asking(
    client_of: ClientOf, members: str, judging: Judging
) -> None:
    """A10.06."""
    rep = client_of("rep")
    fields = {"name": "Dr. Carl", "knowledge": "sepsis", "in_core_team": "on", "relationship_known": "on"}
    assert rep.post(members, fields).status_code == 302
    assert "known to the leader" in rep.get(members, {"show": "core"}).text
    with judging("rep"):
        one = MemberCandidate.objects.get()
    assert rep.post(f"{members}{one.id}/", {"outcome": "wants", "in_core_team": "on"}).status_code == 302
    assert "Dr. Carl" in rep.get(members, {"outcome": "wants"}).text
    assert "Dr. Carl,,,," in rep.get(f"{members}members.csv").text


def test_no_field_of_sales_enters(client_of: ClientOf, members: str, bring: Bring) -> None:
    """A10.07: neither sales nor the segment of an account or a contact is asked for."""
    rep = client_of("rep")
    rep.post(f"{members}profile/", PROFILE)
    bring("sales", "external_id,month,net_sales\nA1,2026-01,987654.00\n")
    with CaptureQueriesContext(connection) as queries:
        page = rep.get(members).text
    asked = " ".join(query["sql"] for query in queries)
    assert "segment" not in asked
    assert "sales" not in asked.replace("sales_rep", "").replace("oversees_sales", "")
    assert "987" not in page


def test_nobody_else_writes_the_list(client_of: ClientOf, members: str, acting: Acting, cast: Cast) -> None:
    assert client_of("manager").get(members).status_code == 200
    assert client_of("manager").post(members, {"name": "x"}).status_code == 403
    assert client_of("colleague").get(members).status_code == 404
    assert client_of("physician").get(members).status_code == 404
    with acting("physician"):
        assert not MemberCandidate.objects.exists()
