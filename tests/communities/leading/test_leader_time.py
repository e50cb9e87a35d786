"""A leader's time: agreed with her supervisor, reported by category, warned under or over (A4.04, A4.05, A5.02)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from communities.leading.effort import Category, LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from tenancy.wall.functions import call
from tenancy.wall.refusals import RuleBroken
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
HERE = "/w/ardenne/communities/sepsis/leading/"
ASKED = "/w/ardenne/time-agreements/"


def asking(cast: Cast) -> dict[str, str]:
    first = timezone.localdate().replace(day=1)
    days = {"starts_on": first.isoformat(), "renews_on": (first + timedelta(days=365)).isoformat()}
    return {"supervisor": str(cast.manager), "percent": "30", "hours_per_month": "48", **days}


def effort(**hours: int) -> dict[str, str]:
    month = timezone.localdate().replace(day=1).isoformat()
    return {"month": month, **{name: str(hours.get(name, 0)) for name in Category.values}}


@pytest.fixture
def agreement(cast: Cast, acting: Acting, client_of: ClientOf) -> TimeAgreement:
    assert client_of("leader").post(f"{HERE}agreements/", asking(cast)).status_code == 302
    with acting("leader"):
        return TimeAgreement.objects.get()


def test_trust_and_facilitation_come_first(client_of: ClientOf) -> None:
    """A4.05: the two that most of the time should go to."""
    assert Category.values[:2] == ["trust", "facilitation"]
    page = client_of("leader").get(HERE).content.decode()
    assert (
        page.index("Building trust") < page.index("Facilitating communication") < page.index("Administration")
    )
    assert 'value="48"' in page


def test_the_supervisor_signs_and_nobody_signs_for_her(
    agreement: TimeAgreement, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """A5.02: hours per month, signed by both, with a day of renewal."""
    assert "not signed yet" in client_of("leader").get(HERE).content.decode()
    signature = f"{ASKED}{agreement.id}/signature/"
    assert client_of("leader").post(signature).status_code == 404
    for who in ("leader", "office", "rep"):
        with acting(who), pytest.raises(RuleBroken, match="not_to_be_signed"), transaction.atomic():
            call("sign_time_agreement", agreement.id)
    with acting("leader"), pytest.raises(DatabaseError), transaction.atomic():
        TimeAgreement.objects.update(signed_at=timezone.now())
    assert "Leo Brandt" in client_of("manager").get(ASKED).content.decode()
    assert client_of("manager").post(signature).status_code == 302
    assert client_of("manager").post(signature).status_code == 409
    assert "not signed yet" not in client_of("leader").get(HERE).content.decode()


def test_a_month_under_or_over_the_agreement_is_a_warning(
    agreement: TimeAgreement, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """A4.04: warned under 70 and over 130 percent."""
    with acting("manager"):
        call("sign_time_agreement", agreement.id)
    leader = client_of("leader")
    for hours, warning in ((20, "under"), (40, ""), (80, "over")):
        assert leader.post(f"{HERE}months/", effort(trust=hours)).status_code == 302
        page = leader.get(HERE).content.decode()
        assert f"{hours} of 48 hours" in page
        assert (f'<span class="tag watch">{warning}</span>' in page) == bool(warning)
    with acting("leader"):
        assert LeaderEffort.objects.get(category="trust").hours == 80


def test_leader_and_programme_office_see_it_and_nobody_else(
    agreement: TimeAgreement, acting: Acting, client_of: ClientOf
) -> None:
    client_of("leader").post(f"{HERE}months/", effort(trust=12))
    answers = {who: client_of(who).get(HERE).status_code for who in ("office", "rep", "manager", "rival")}
    assert answers == {"office": 200, "rep": 403, "manager": 403, "rival": 404}
    assert "12 hours, none agreed" in client_of("office").get(HERE).content.decode()
    for who in ("rep", "manager", "admin", "colleague", "operator", "physician"):
        with acting(who):
            assert not LeaderEffort.objects.exists(), who
            assert TimeAgreement.objects.exists() == (who == "manager"), who


def test_a_customer_community_has_no_such_page(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    assert client_of("physician").get("/p/kreis/communities/circle/leading/").status_code == 404
    told = {"community_id": cast.circle, "kind": "customer", "leader_id": cast.physician}
    month = {"month": date(2026, 3, 1), "category": "trust", "hours": 3, "reported_at": timezone.now()}
    with acting("physician"), pytest.raises(DatabaseError), transaction.atomic():
        LeaderEffort(**told, **month).save()


def test_a_new_agreement_ends_the_one_before_and_an_end_is_undone(
    agreement: TimeAgreement, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    leader = client_of("leader")
    end = f"{HERE}agreements/{agreement.id}/end/"
    for ended in (True, False):
        assert leader.post(end).status_code == 302
        with acting("leader"):
            assert (TimeAgreement.objects.get().ended_on is not None) == ended
    assert leader.post(f"{HERE}agreements/", asking(cast) | {"hours_per_month": "60"}).status_code == 302
    with acting("leader"):
        assert TimeAgreement.objects.get(ended_on=None).hours_per_month == 60
    assert leader.post(end).status_code == 302
    assert "Another agreement runs by now." in leader.get(HERE).content.decode()


def test_what_was_typed_wrong_is_said_beside_its_field(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("leader").post(f"{HERE}agreements/", asking(cast) | {"renews_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "This day lies before the first one." in answer.content.decode()
    assert client_of("leader").post(f"{HERE}months/", effort(trust=-3)).status_code == 422
    assert client_of("leader").post(f"{HERE}months/", effort() | {"month": "1999-01-01"}).status_code == 422
    assert client_of("office").post(f"{HERE}months/", effort(trust=3)).status_code == 403


def test_the_csv_has_a_column_for_each_category(agreement: TimeAgreement, client_of: ClientOf) -> None:
    client_of("leader").post(f"{HERE}months/", effort(trust=12, content=3))
    lines = client_of("office").get(f"{HERE}leader-time.csv").content.decode().splitlines()
    assert lines[0].endswith("trust,facilitation,meetings,content,liaison,administration")
    assert lines[1].endswith("Leo Brandt,,15,12,0,0,3,0,0")
