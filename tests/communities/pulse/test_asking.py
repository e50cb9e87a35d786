"""Waves: opened by the leader or by plan, never ended early, announced and reminded of without content."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.pulse.answering import answer
from communities.pulse.items import ASKED_KINDS, codes_of
from communities.pulse.pulse_plan import PulsePlan
from communities.pulse.pulse_wave import PulseWave
from communities.pulse.running import open_planned, remind, tell
from tenancy.events.event import Event
from tenancy.notices.mail import Mail
from tenancy.notices.notification import Notification
from tenancy.wall.functions import call
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.communities.pulse.asked import end, ended, opened, same

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PAGE = "/w/ardenne/communities/sepsis/pulse/"
CIRCLE = "/p/kreis/communities/circle/pulse/"


def in_days(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def moved(model: Any, **days: int) -> None:
    """Moves dates of all rows, as if time had passed."""
    with loading([model]):
        model.objects.using(OWNER).update(**{name: in_days(value) for name, value in days.items()})


def test_a_leader_opens_a_wave_and_members_do_not(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    assert client_of("rep").post(f"{PAGE}waves/", {"open_days": "14"}).status_code == 403
    assert client_of("leader").post(f"{PAGE}waves/", {"open_days": "14"}).status_code == 302
    with acting("rep"):
        wave = PulseWave.objects.get()
    assert (wave.number, wave.closes_on - wave.opens_on) == (1, timedelta(days=14))
    assert "A survey is open until" in client_of("rep").get(PAGE).content.decode()


@pytest.mark.parametrize("given", [{}, {"open_days": "1"}, {"open_days": "400"}, {"open_days": "x"}])
def test_a_wave_is_open_for_one_to_three_weeks(
    cast: Cast, client_of: ClientOf, given: dict[str, str]
) -> None:
    assert client_of("leader").post(f"{PAGE}waves/", given).status_code == 400


def test_one_wave_at_a_time_and_a_rest_between_two(cast: Cast, client_of: ClientOf, committed: None) -> None:
    wave = opened(cast, "leader", "cop")
    client = client_of("leader")
    assert client.post(f"{PAGE}waves/", {"open_days": "7"}).status_code == 409
    end(cast, "leader", wave, [], days_ago=20)
    assert client.post(f"{PAGE}waves/", {"open_days": "7"}).status_code == 409
    moved(PulseWave, opens_on=-60, closes_on=-40)
    assert client.post(f"{PAGE}waves/", {"open_days": "7"}).status_code == 302


def test_taking_a_wave_back_destroys_its_answers(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    wave = opened(cast, "leader", "cop")
    with acting("rep"):
        answer(wave, same("induced_cop", 3))
    assert client_of("rep").post(f"{PAGE}withdrawal/").status_code == 403
    assert client_of("leader").post(f"{PAGE}withdrawal/").status_code == 302
    with acting("rep"):
        assert not call("pulse_has_enough", wave)
    assert client_of("leader").post(f"{PAGE}waves/", {"open_days": "7"}).status_code == 302


def test_a_circle_asks_its_members_and_the_sponsor_learns_nothing(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    assert client_of("physician").post(f"{CIRCLE}waves/", {"open_days": "14"}).status_code == 302
    assert client_of("member").post(f"{CIRCLE}answers/", same("customer", 4)).status_code == 302
    workspace = "/w/ardenne/communities/circle/pulse/"
    assert client_of("rep").get(workspace).status_code == 403
    assert client_of("manager").get(workspace).status_code == 403
    assert client_of("newcomer").get(CIRCLE).status_code == 403
    assert client_of("outsider").get(CIRCLE).status_code == 404
    with acting("manager"):
        assert not PulseWave.objects.exists()
        assert not Event.objects.filter(verb__startswith="pulse").exists()


@pytest.mark.parametrize("kind", ASKED_KINDS)
def test_database_and_page_ask_the_same(cast: Cast, kind: str) -> None:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("set local role app_sec")
        assert sorted(call("pulse_items", kind, using=OWNER)) == sorted(codes_of(kind))


def test_a_plan_opens_waves_by_itself(
    cast: Cast, acting: Acting, client_of: ClientOf, committed: None
) -> None:
    plan = {"months": "6", "open_days": "14", "next_on": in_days(3).isoformat()}
    assert client_of("rep").post(f"{PAGE}plan/", plan).status_code == 403
    assert client_of("leader").post(f"{PAGE}plan/", plan).status_code == 302
    assert open_planned(cast.ardenne, purpose="command") == 0
    moved(PulsePlan, next_on=0)
    assert open_planned(cast.ardenne, purpose="command") == 1
    assert open_planned(cast.ardenne, purpose="command") == 0
    with acting("rep"):
        assert PulseWave.objects.get().opened_by_id is None
        assert PulsePlan.objects.get().next_on > in_days(150)
    assert client_of("leader").post(f"{PAGE}plan/", {"stop": "yes"}).status_code == 302
    with acting("rep"):
        assert not PulsePlan.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"next_on": "yesterday"}, 400),
        ({"next_on": "2020-01-01"}, 409),
        ({"months": "1"}, 400),
        ({"open_days": ""}, 400),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    cast: Cast, client_of: ClientOf, change: dict[str, str], status: int
) -> None:
    plan = {"months": "6", "open_days": "14", "next_on": in_days(3).isoformat()} | change
    assert client_of("leader").post(f"{PAGE}plan/", plan).status_code == status


def told(cast: Cast, verb: str) -> list[Any]:
    """Runs the handler of the latest event of this verb; the notices of it."""
    with loading([Event]):
        event = Event.objects.using(OWNER).filter(verb=verb).latest("at")
    with acting_for(cast.ardenne, event.by_id, purpose="task:test"):
        tell(event.id)
    with loading([Notification]):
        return list(Notification.objects.using(OWNER).filter(event=event).values("person_id", "ids"))


@pytest.mark.usefixtures("committed")
def test_members_are_told_of_a_wave_and_reminded_once_if_they_have_not_answered(
    cast: Cast, acting: Acting
) -> None:
    wave = opened(cast, "leader", "cop")
    assert told(cast, "pulse.opened") == [{"person_id": cast.rep, "ids": {}}]
    assert remind(cast.ardenne, purpose="command") == 0
    moved(PulseWave, opens_on=-12, closes_on=2)
    with acting("leader"):
        answer(wave, same("induced_cop", 4))
    assert remind(cast.ardenne, purpose="command") == 1
    assert remind(cast.ardenne, purpose="command") == 0
    assert told(cast, "pulse.reminded") == [{"person_id": cast.rep, "ids": {}}]
    with loading([Mail]):
        mail = Mail.objects.using(OWNER).get()
    assert mail.person_id == cast.rep
    assert f"{settings.PUBLIC_URL}/w/ardenne/notices/" in mail.text
    assert "epsis" not in mail.subject + mail.text + mail.html


@pytest.mark.usefixtures("committed")
def test_a_person_on_the_web_cannot_do_the_workers_part(cast: Cast, acting: Acting) -> None:
    opened(cast, "leader", "cop")
    for function in ("count_pulses", "open_planned_pulses", "pulses_to_remind"):
        with pytest.raises(Exception, match="not_allowed"), acting("leader"):
            call(function)


def test_the_page_costs_the_same_with_many_waves(cast: Cast, client_of: ClientOf, committed: None) -> None:
    client = client_of("rep")
    ended(cast, "leader", "cop", [same("induced_cop", 3)] * 6, days_ago=200)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for back in (160, 120, 80, 40):
        ended(cast, "leader", "cop", [same("induced_cop", 3)] * 6, days_ago=back)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 14
