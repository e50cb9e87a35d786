"""From a segment to a list, to its approval by somebody else, to a community that is prepared at a centre."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from customers.leaders.choosing import choose_centre
from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.purposes import CENTRES, PEOPLE
from customers.leaders.shortlist import Shortlist
from customers.leaders.shortlist_approval import ShortlistApproval
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.segments.drafting import publish, save_draft
from customers.segments.running import place_accounts
from tenancy.people.administration.roles import set_roles
from tenancy.wall.functions import call
from tenancy.wall.refusals import RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import PEOPLE as CAST
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring
from tests.customers.leaders.conftest import person

ClientOf = Callable[[str], Client]
WHY = "They ask for an exchange at night and have nobody to call."
LIST = {"potential": "0", "share": "0", "sales": "3", "growth": "1", "size": "10", "currency": "EUR"}
HERE = "/w/ardenne/segments/of/alpine/centres/"
ALPINE = {
    "key": "alpine",
    "name": "Alpine units",
    "attractiveness": "high",
    "criteria": "Small units that help each other",
    "conditions": [{"fact": "sales_12m", "op": "at_least", "value": 1}],
}
REST = {"key": "rest", "name": "Others", "attractiveness": "low", "criteria": "Rest", "conditions": []}


@pytest.fixture
def placed(prospect: ProspectiveCommunity, bring: Bring, acting: Acting, cast: Cast) -> None:
    """A1, in Rita's care, sells and is in the segment; A2 sells nothing and is not."""
    rows = [f"A1,2025-{month:02},5.00,EUR" for month in range(1, 13)]
    bring("sales", "external_id,month,net_sales,currency\n" + "\n".join(rows) + "\n")
    with acting("manager"):
        save_draft({"segments": [ALPINE, REST]}, note="")
        publish(by=person(cast.manager))
    with acting_for(cast.ardenne, purpose="command"):
        place_accounts(UUID(str(call("open_segment_run", date(2026, 1, 1)))), today=date(2026, 1, 8))


@pytest.fixture
def frozen(placed: None, prospect: ProspectiveCommunity, client_of: ClientOf) -> str:
    """The address of Rita's list."""
    made = client_of("rep").post(HERE, LIST | {"search": str(prospect.id), "reason": WHY})
    assert made.status_code == 302, made.text
    return made.headers["Location"]


@pytest.fixture
def approved(frozen: str, cast: Cast, client_of: ClientOf) -> str:
    """The same, approved by the manager."""
    client_of("rep").post(f"{frozen}approval/", {"approver": str(cast.manager), "reason": WHY})
    decide(client_of("manager"))
    return frozen


def decide(manager: Client, verdict: str = "approved") -> int:
    waiting = manager.get("/w/ardenne/leaders/centres/").text
    address = waiting.split('href="/w/ardenne/leaders/centres/')[-1].split('"')[0]
    answer = manager.post(
        f"/w/ardenne/leaders/centres/{address}", {"verdict": verdict, "reason": "It answers a need."}
    )
    return answer.status_code


def test_a_segment_leads_to_a_list_of_its_own_centres_with_the_reason(
    frozen: str, client_of: ClientOf
) -> None:
    """A9.13, A10.04: the segment's accounts alone, its name and the reason kept with the method."""
    assert "Choose centres to talk to" in client_of("rep").get("/w/ardenne/segments/of/alpine/").text
    page = client_of("rep").get(frozen).text
    for word in ("Höhenklinik", "Alpine units", WHY, "Ask for approval", "sha-256"):
        assert word in page
    assert "Clinique du Lac" not in page
    assert "Prepare a community" not in page


def test_a_manager_begins_an_idea_for_a_rep_and_says_who_prepares_it(
    placed: None, client_of: ClientOf, cast: Cast
) -> None:
    manager = client_of("manager")
    refused = manager.post(HERE, LIST | {"reason": WHY, "name": ""})
    assert refused.status_code == 400
    assert WHY in refused.text
    made = manager.post(HERE, LIST | {"reason": WHY, "name": "Night circle", "selector": str(cast.rep)})
    assert made.status_code == 302
    page = client_of("rep").get(made.headers["Location"]).text
    assert "Night circle" in page
    assert WHY in page


def test_nobody_approves_an_own_list(frozen: str, cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    """D8: the approver differs from who froze the list and from who searches, whatever roles they hold."""
    with acting("admin"):
        both = ["sales_rep", "management"]
        set_roles(person(cast.rep), wanted=both, held=["sales_rep"], by=person(cast.admin))
    asked = {"approver": str(cast.rep), "reason": WHY}
    client_of("rep").post(f"{frozen}approval/", asked)
    client_of("manager").post(f"{frozen}approval/", asked)
    with acting_for(cast.ardenne, cast.manager, purpose=CENTRES):
        assert not ShortlistApproval.objects.exists()
        made = Shortlist.objects.get()
    with pytest.raises(RuleBroken) as broken, acting_for(cast.ardenne, cast.rep, purpose=CENTRES):
        call("propose_shortlist", made.id, cast.rep, WHY)
    assert broken.value.rule == "approver_is_selector"


def test_no_community_is_prepared_at_a_centre_before_somebody_else_approves(
    frozen: str, prospect: ProspectiveCommunity, cast: Cast, client_of: ClientOf
) -> None:
    with acting_for(cast.ardenne, cast.rep, purpose=CENTRES):
        made = Shortlist.objects.get()
        centre = made.centres.get().account_id
        with pytest.raises(RuleBroken) as broken, transaction.atomic():
            choose_centre(made, account=centre, prospect=prospect, by=person(cast.rep))
    assert broken.value.rule == "list_not_approved"
    client_of("rep").post(f"{frozen}approval/", {"approver": str(cast.manager), "reason": WHY})
    assert decide(client_of("manager"), "declined") == 302
    assert "Prepare a community" not in client_of("rep").get(frozen).text
    assert client_of("rep").post(f"{frozen}of/{centre}/", {"name": "Alpine circle"}).status_code == 400


def test_an_approved_list_leads_to_a_community_whose_board_says_where_it_comes_from(
    approved: str, prospect: ProspectiveCommunity, cast: Cast, client_of: ClientOf
) -> None:
    """A10.02 to A10.05: the centre is filled in; segment, reason and approver go along, no figure does."""
    rep = client_of("rep")
    begin = approved + rep.get(approved).text.split(f'href="{approved}')[1].split('"')[0]
    assert "/of/" in begin
    form = rep.get(begin).text
    assert 'value="Alpine circle"' in form
    assert "Höhenklinik" in form
    begun = rep.post(begin, {"name": "Alpine circle", "country": "CH", "concern": "Nights"})
    assert begun.headers["Location"] == f"/w/ardenne/prospects/{prospect.id}/"
    rep.post(f"/w/ardenne/prospects/{prospect.id}/draft/")
    for page in (begun.headers["Location"], "/w/ardenne/preparation/"):
        text = rep.get(page).text
        for word in ("Höhenklinik", "Alpine units", WHY, "Mona Keller"):
            assert word in text, page
    assert "In preparation" in rep.get(approved).text


def test_a_second_centre_begins_an_idea_of_its_own(
    approved: str, prospect: ProspectiveCommunity, cast: Cast, client_of: ClientOf
) -> None:
    rep = client_of("rep")
    with acting_for(cast.ardenne, cast.rep, purpose=CENTRES):
        centre = Shortlist.objects.get().centres.get().account_id
    words = {"name": "First", "country": "CH", "concern": ""}
    first = rep.post(f"{approved}of/{centre}/", words).headers["Location"]
    second = rep.post(f"{approved}of/{centre}/", words | {"name": "Second"}).headers["Location"]
    assert first != second
    with acting_for(cast.ardenne, cast.rep):
        assert ChosenCentre.objects.count() == 2


def test_others_know_nothing_of_it(approved: str, client_of: ClientOf, cast: Cast) -> None:
    assert client_of("colleague").get(approved).status_code == 404
    assert client_of("admin").get("/w/ardenne/leaders/centres/").status_code == 403
    assert client_of("rival").get(HERE).status_code == 404
    for who in CAST:
        for purpose in ("", PEOPLE, "command"):
            with acting_for(cast.tenant_of(who), getattr(cast, who), purpose=purpose):
                assert not ShortlistApproval.objects.exists(), (who, purpose)
