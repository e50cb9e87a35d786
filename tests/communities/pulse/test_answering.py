"""Answering the pulse: once, and so that nothing leads from an answer to a person (A5.01, A5.03, design 02 D12)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import ProgrammingError
from django.test import Client

from communities.pulse.answering import answer, has_answered
from communities.pulse.ballot_box import PulseBox, PulseTurnout
from communities.pulse.pulse_wave import PulseWave
from tenancy.events.event import Event
from tenancy.people.person import Person
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.refusals import RuleBroken
from tests.cast import Cast
from tests.communities.pulse.asked import end, opened, same

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PAGE = "/w/ardenne/communities/sepsis/pulse/"
ANSWERS = f"{PAGE}answers/"


def box_of(wave: Any) -> list[dict[str, int]]:
    with loading([PulseBox]):
        return list(PulseBox.objects.using(OWNER).get(wave_id=wave).answers)


@pytest.mark.usefixtures("committed")
def test_an_answer_is_kept_apart_from_whoever_gave_it(
    cast: Cast, client_of: ClientOf, acting: Acting
) -> None:
    wave = opened(cast, "leader", "cop")
    given = same("induced_cop", 4, hindered=5)
    assert client_of("rep").post(ANSWERS, given).status_code == 302
    assert box_of(wave) == [given]
    with acting("rep"):
        assert has_answered(PulseWave(id=wave), person=Person(id=cast.rep))
    with loading([PulseBox, PulseTurnout]):
        turnout = PulseTurnout.objects.using(OWNER).get(wave_id=wave)
        box = PulseBox.objects.using(OWNER).get(wave_id=wave)
    assert turnout.person_id == cast.rep
    shared = {"tenant_id", "id", "wave_id"}
    assert {field.attname for field in PulseTurnout._meta.fields} == shared | {"person_id"}
    assert {field.attname for field in PulseBox._meta.fields} == shared | {"answers"}
    assert box.id != turnout.id


@pytest.mark.usefixtures("committed")
def test_every_answer_reshuffles_all_of_them(cast: Cast, acting: Acting) -> None:
    """With 40 answers the odds that the new one is found at the end by chance in all of five trials are 1 : 10^8."""
    places = []
    for _trial in range(5):
        wave = opened(cast, "leader", "cop")
        with loading([PulseBox]):
            old = [same("induced_cop", 1, stuck=1 + n % 5) for n in range(40)]
            PulseBox.objects.using(OWNER).filter(wave_id=wave).update(answers=old)
        with acting("rep"):
            answer(wave, same("induced_cop", 5))
        places.append(box_of(wave).index(same("induced_cop", 5)))
        end(cast, "leader", wave, [], days_ago=60)
    assert set(places) != {40}
    assert len(set(places)) > 1


def test_one_answers_once(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    wave = opened(cast, "leader", "cop")
    client = client_of("rep")
    assert client.post(ANSWERS, same("induced_cop", 4)).status_code == 302
    again = client.post(ANSWERS, same("induced_cop", 1))
    assert again.status_code == 409
    assert "Nobody can change or find an answer" in again.content.decode()
    with pytest.raises(RuleBroken, match="pulse_answered"), acting("rep"):
        answer(wave, same("induced_cop", 1))
    assert "You have answered" in client.get(ANSWERS).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {},
        same("induced_cop", 6),
        same("induced_cop", 4) | {"name": 3},
        {code: point for code, point in same("induced_cop", 4).items() if code != "stuck"},
        same("induced_cop", 4) | {"stuck": "five"},
        same("strategic", 4),
    ],
)
def test_only_whole_sheets_of_points_are_taken(cast: Cast, acting: Acting, given: dict[str, Any]) -> None:
    wave = opened(cast, "leader", "cop")
    with pytest.raises(RuleBroken, match="pulse_misfit"), acting("rep"):
        answer(wave, given)


def test_a_forgotten_statement_is_named_and_the_rest_stays(cast: Cast, client_of: ClientOf) -> None:
    opened(cast, "leader", "cop")
    page = client_of("rep").post(ANSWERS, same("induced_cop", 4) | {"stuck": ""})
    assert page.status_code == 400
    assert "Choose a number from 1 to 5." in page.content.decode()
    assert page.content.decode().count("checked") == 13


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    "who", ["leader", "manager", "office", "admin", "operator", "physician", "rival", "rep"]
)
def test_nobody_reads_the_box_or_whoever_answered(cast: Cast, acting: Acting, who: str) -> None:
    wave = opened(cast, "leader", "cop")
    with acting("rep"):
        answer(wave, same("induced_cop", 4))
    with pytest.raises(ProgrammingError), acting(who):
        list(PulseBox.objects.all())
    if who != "rep":
        with acting(who):
            assert not PulseTurnout.objects.exists()


def test_no_event_tells_who_answered_or_when(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    opened(cast, "leader", "cop")
    client_of("rep").post(ANSWERS, same("induced_cop", 4))
    with acting("rep"):
        assert not Event.objects.filter(by_id=cast.rep, verb__startswith="pulse").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 403), ("office", 403), ("colleague", 403), ("operator", 404)]
)
def test_only_members_answer(cast: Cast, client_of: ClientOf, acting: Acting, who: str, status: int) -> None:
    wave = opened(cast, "leader", "cop")
    assert client_of(who).get(ANSWERS).status_code == status
    with pytest.raises(RuleBroken, match="not_found"), acting(who):
        answer(wave, same("induced_cop", 4))


@pytest.mark.usefixtures("committed")
def test_an_ended_wave_takes_nothing(cast: Cast, client_of: ClientOf, acting: Acting) -> None:
    wave = opened(cast, "leader", "cop")
    end(cast, "leader", wave, [])
    assert client_of("rep").get(ANSWERS).status_code == 404
    with pytest.raises(RuleBroken, match="pulse_ended"), acting("rep"):
        answer(wave, same("induced_cop", 4))
