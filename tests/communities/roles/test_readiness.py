"""A leader's readiness: trained before the kick-off, a deputy, a plan for succession (A4.01)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.test import Client

from communities.community.community import Community
from communities.roles.leader_training import LeaderTraining
from communities.roles.readiness import readiness_of
from communities.roles.succession_plan import SuccessionPlan
from tenancy.wall.functions import call
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
COP = "/w/ardenne/communities/sepsis/leadership/"
CIRCLE = "/p/kreis/communities/circle/leadership/"


def training(person: Any, day: str) -> dict[str, str]:
    return {"person": str(person), "course": "Leading without authority", "completed_on": day}


def test_leader_and_programme_office_see_it_and_nobody_else(client_of: ClientOf) -> None:
    statuses = {who: client_of(who).get(COP).status_code for who in ("leader", "office", "rep", "manager")}
    assert statuses == {"leader": 200, "office": 200, "rep": 403, "manager": 403}
    assert client_of("office").get("/w/ardenne/communities/circle/leadership/").status_code == 403


def test_trained_before_the_kick_off_or_after_it(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    """A4.01: the record holds the training state; the day of the kick-off decides."""
    assert "not trained" in client_of("office").get(COP).content.decode()
    assert (
        client_of("office").post(f"{COP}trainings/", training(cast.leader, "2026-01-10")).status_code == 302
    )
    assert "trained before the kick-off" in client_of("leader").get(COP).content.decode()
    with acting("leader"):
        call("set_stage", cast.cop, "active")
        [led] = readiness_of(Community.objects.get(id=cast.cop)).leaders
        assert led.was_trained_before
        LeaderTraining.objects.update(withdrawn_at="2026-01-11T00:00Z")
        [led] = readiness_of(Community.objects.get(id=cast.cop)).leaders
        assert not led.is_trained


def test_a_day_to_come_is_refused_and_a_line_is_taken_back_and_again(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("leader")
    answer = client.post(f"{COP}trainings/", training(cast.leader, "2099-01-01"))
    assert answer.status_code == 422
    assert "This day has not come yet." in answer.content.decode()
    client.post(f"{COP}trainings/", training(cast.leader, "2026-01-10"))
    undo = client.get(COP).content.decode().split('method="post" action="', 1)[1].split('"', 1)[0]
    assert client.post(undo).status_code == 302
    assert "not trained" in client.get(COP).content.decode()
    assert client.post(undo).status_code == 302
    assert "not trained" not in client.get(COP).content.decode()


def test_what_a_customer_community_notes_never_reaches_the_sponsor(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """The leader's own training stays in the members' plane; reps' trainings stand in the firm's."""
    assert (
        client_of("physician").post(f"{CIRCLE}trainings/", training(cast.physician, "2026-01-10")).status_code
        == 302
    )
    assert client_of("physician").post(f"{CIRCLE}succession/", {"plan": "Luca, by autumn"}).status_code == 302
    assert client_of("member").get(CIRCLE).status_code == 403
    for who in ("rep", "manager", "office", "admin", "operator", "member"):
        with acting(who):
            assert not LeaderTraining.objects.exists(), who
            assert not SuccessionPlan.objects.exists(), who


def test_a_new_plan_takes_the_place_of_the_old_one_until_taken_back(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    client = client_of("leader")
    for words in ("Rita could follow", "Rita follows in May"):
        assert client.post(f"{COP}succession/", {"plan": words}).status_code == 302
    assert client_of("office").post(f"{COP}succession/", {"plan": "x"}).status_code == 403
    with acting("leader"):
        found = readiness_of(Community.objects.get(id=cast.cop))
        assert found.plan is not None
        assert found.plan.plan == "Rita follows in May"
    assert client.post(f"{COP}succession/{found.plan.id}/withdrawal/").status_code == 302
    assert "Rita could follow" in client.get(COP).content.decode()
