"""Answering by a link: once, and of an anonymous survey without a trace of who (A9.04, D7)."""

from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError
from django.test import Client

from customers.accounts.contact import Contact
from customers.surveys.ballot import SurveyBallot
from customers.surveys.invitation import SurveyInvitation
from customers.surveys.inviting import invite, loose_links, start_inviting
from customers.surveys.response import SurveyAnswer, SurveyResponse
from customers.surveys.results import results_of
from customers.surveys.wave import SurveyWave
from tenancy.wall.functions import call
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.customers.conftest import Acting, Bring, ClientOf
from tests.customers.surveys.conftest import Wave, yes
from tests.draining import drain

CONTACTS = """external_id,account_external_id,name,email
C1,A1,Dr. One,one@clinic.example
C2,A2,Dr. Two,two@clinic.example
"""
GIVEN = {"has_computer": "yes", "unbiased_information_performance": "2", "open_wish": "Fewer visits"}


@pytest.fixture
def contacts(bring: Bring, clinics: None) -> None:
    bring("contacts", CONTACTS)


def tokens_of(acting: Acting, wave: SurveyWave) -> dict[str, str]:
    """A link for each contact, by external id."""
    with acting("manager"):
        ids = dict(Contact.objects.values_list("external_id", "id"))
        tokens: dict[UUID, str] = {ids[name]: f"token-of-{name}-{wave.id}" for name in ids}
        assert invite(wave, tokens) == set(ids.values())
        assert invite(wave, tokens) == set()
    return {name: tokens[key] for name, key in ids.items()}


@pytest.mark.usefixtures("contacts")
@pytest.mark.parametrize("anonymous", [True, False])
def test_a_link_takes_one_answer(acting: Acting, wave: Wave, anonymous: bool) -> None:
    token = tokens_of(acting, wave(anonymous=anonymous))["C1"]
    stranger = Client()
    page = stranger.get(f"/answers/{token}/")
    assert page.status_code == 200
    assert "Ardenne Critical Care asks and pays for this survey" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert stranger.post(f"/answers/{token}/", GIVEN).status_code == 302
    again = stranger.post(f"/answers/{token}/", GIVEN)
    assert again.status_code == (404 if anonymous else 410)
    assert "was used" in again.text or "this one was used" in again.text


@pytest.mark.usefixtures("contacts", "committed")
def test_of_an_anonymous_answer_nothing_leads_to_the_person(acting: Acting, wave: Wave) -> None:
    """Neither invitation nor ballot nor response holds anything that could be joined."""
    token = tokens_of(acting, wave())["C1"]
    Client().post(f"/answers/{token}/", GIVEN)
    with loading([SurveyInvitation, SurveyBallot, SurveyResponse]):
        invited = list(SurveyInvitation.objects.using(OWNER).values_list("token_digest", "answered_at"))
        response = SurveyResponse.objects.using(OWNER).get()
        assert SurveyBallot.objects.using(OWNER).count() == 1
    assert invited == [("", None), ("", None)]
    assert (response.contact_id, response.received_on, response.id.version) == (None, None, 4)


@pytest.mark.usefixtures("contacts", "committed")
def test_the_database_refuses_to_name_an_anonymous_answer(acting: Acting, wave: Wave) -> None:
    made = wave(rows=yes(1, 1))
    with acting("manager"):
        contact = Contact.objects.get(external_id="C1").id
    response = SurveyResponse(tenant_id=made.tenant_id, wave=made, anonymous=True, contact_id=contact)
    with pytest.raises(IntegrityError, match="unlinked"), loading([SurveyResponse, SurveyWave]):
        response.save(using=OWNER)


@pytest.mark.usefixtures("contacts")
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"has_computer": "perhaps"},
        {"unbiased_information_performance": "6"},
        {"most_visited_sites": ["Elsewhere"]},
        {"open_wish": "x" * 2001},
    ],
)
def test_what_does_not_fit_is_refused_and_the_link_still_works(
    acting: Acting, wave: Wave, given: dict[str, str]
) -> None:
    token = tokens_of(acting, wave())["C1"]
    refused = Client().post(f"/answers/{token}/", given)
    assert refused.status_code == 400
    assert "There is a problem" in refused.text
    assert Client().get(f"/answers/{token}/").status_code == 200


def test_a_closed_wave_takes_nothing(acting: Acting, wave: Wave) -> None:
    made = wave()
    with acting("manager"):
        link = loose_links(made, 1)[0]
        call("close_survey_wave", made.id)
    page = Client().get(link[link.index("/answers/") :])
    assert page.status_code == 410


def test_loose_links_are_for_anonymous_surveys(acting: Acting, wave: Wave) -> None:
    named = wave(anonymous=False)
    with pytest.raises(RuleBroken, match="survey_named"), acting("manager"):
        loose_links(named, 3)


@pytest.mark.parametrize("model", [SurveyResponse, SurveyAnswer, SurveyBallot])
def test_nobody_reads_answers_or_ballots(acting: Acting, model: type) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting("manager"):
        list(model.objects.all())  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["rep", "admin", "operator", "physician", "office"])
def test_only_makers_run_surveys(acting: Acting, wave: Wave, who: str) -> None:
    made = wave(rows=yes(3, 5), closed=True)
    with pytest.raises(NotAllowed), acting(who):
        call("close_survey_wave", made.id)


@pytest.mark.parametrize("who", ["rep", "admin", "operator", "physician"])
def test_others_read_no_results(acting: Acting, wave: Wave, who: str) -> None:
    made = wave(rows=yes(3, 5), closed=True)
    with pytest.raises(NotAllowed), acting(who):
        results_of(made.survey)


@pytest.mark.usefixtures("contacts", "committed")
def test_invitations_are_mailed_once_by_a_worker(acting: Acting, wave: Wave, client_of: ClientOf) -> None:
    made = wave()
    manager = client_of("manager")
    address = f"/w/ardenne/surveys/{made.survey_id}/waves/1/"
    for _time in range(2):
        assert manager.post(f"{address}invitations/", {"segment": "", "country": ""}).status_code == 302
        drain()
    assert sorted(one.to[0] for one in mail.outbox) == ["one@clinic.example", "two@clinic.example"]
    link = next(line for line in mail.outbox[0].body.splitlines() if "/answers/" in line)
    assert Client().get(link[link.index("/answers/") :]).status_code == 200
    with acting("manager"):
        assert start_inviting(made, segment="", country="", result_url="", at="x")
