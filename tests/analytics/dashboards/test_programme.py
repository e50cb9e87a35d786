"""The programme page (A11.20, A11.21, A12.32, A12.33)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from analytics.dashboards import programme
from communities.community.community import Community
from communities.community.kinds import Kind, Stage
from communities.community.stage_change import StageChange
from communities.community.stewardship import Stewardship
from customers.training.delay import DelayCause
from customers.training.recording import RecordedAlready, record_training, take_back, tell_delay
from customers.training.training import Curriculum, Training
from tenancy.people.person import Person
from tenancy.wall.functions import call
from tenancy.wall.loading import loading
from tenancy.wall.scope import acting_for
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
TODAY = date(2026, 11, 21)
PAGE = "/w/ardenne/insight/programme/"


def formed(
    cast: Cast, *, months_ago: int, then: list[tuple[int, Stage]], steward: UUID | None = None
) -> UUID:
    """A customer community handed over so long ago, with stages after so many months."""
    at = datetime(2026, 11, 21, tzinfo=UTC) - timedelta(days=round(months_ago * 30.5))
    key = uuid4()
    ours = {"tenant_id": cast.ardenne}
    with loading([Community, StageChange, Stewardship]):
        Community(
            **ours,
            id=key,
            kind=Kind.CUSTOMER,
            slug=f"c-{key.hex[:8]}",
            name="C",
            stage=then[-1][1],
            stage_since=at.date(),
            handed_over_at=at,
            created_at=at,
        ).save(using="owner")
        for months, stage in then:
            moved = at + timedelta(days=round(months * 30.5))
            StageChange(**ours, community_id=key, kind=Kind.CUSTOMER, stage=stage, at=moved).save(
                using="owner"
            )
        if steward:
            Stewardship(**ours, community_id=key, person_id=steward, since=at).save(using="owner")
    return key


def read(cast: Cast, who: str = "manager") -> Person:
    return Person.objects.get(id=getattr(cast, who))


def test_those_that_died_before_an_age_are_not_active_at_it(
    cast: Cast, acting: Acting, committed: None
) -> None:
    formed(cast, months_ago=30, then=[(0, Stage.INITIATION), (2, Stage.ACTIVE)])
    formed(cast, months_ago=30, then=[(0, Stage.INITIATION), (9, Stage.CLOSED)])
    formed(cast, months_ago=8, then=[(0, Stage.INITIATION), (7, Stage.RENEWAL)])
    with acting("manager"):
        found = programme.survival(read(cast), today=TODAY)
    assert [(one.months, one.formed, one.active) for one in found] == [(6, 3, 3), (12, 2, 1), (24, 2, 1)]


def test_a_community_without_history_is_counted_apart(cast: Cast, acting: Acting, committed: None) -> None:
    key = formed(cast, months_ago=30, then=[(0, Stage.ACTIVE)])
    with loading([StageChange]):
        StageChange.objects.using("owner").filter(community_id=key).delete()
    with acting("manager"):
        six = programme.survival(read(cast), today=TODAY)[0]
    assert (six.formed, six.known, six.active) == (1, 0, 0)


def test_formed_is_counted_from_the_first_hand_over_against_the_line_of_fifty(
    cast: Cast, acting: Acting, committed: None
) -> None:
    for months in (24, 24, 3):
        formed(cast, months_ago=months, then=[(0, Stage.ACTIVE)])
    with acting("manager"):
        line = programme.formed_by_month(programme.customer_communities(read(cast)), today=TODAY)
    assert line[0][1] == 2
    assert line[-1][1] == 3 + 2  # and the two circles of the cast, handed over today
    target = programme.target_line([month for month, _n in line])
    assert (target[0], target[23]) == (2.1, 50)


def test_the_lag_runs_from_the_stewards_first_training(cast: Cast, acting: Acting, committed: None) -> None:
    place = formed(cast, months_ago=10, then=[(0, Stage.ACTIVE)], steward=cast.rep)
    with acting("manager"):
        for day in (date(2025, 10, 1), date(2025, 12, 1)):
            record_training(
                read(cast, "rep"), curriculum=Curriculum.PREPARATION, cohort="", completed_on=day,
                by=read(cast), at=datetime(2026, 1, 1, tzinfo=UTC),
            )  # fmt: skip
        tell_delay(
            Community.objects.get(id=place), cause=DelayCause.SLOT, note="", by=read(cast),
            at=datetime(2026, 2, 1, tzinfo=UTC),
        )  # fmt: skip
        found = [
            lag
            for lag in programme.lags(programme.customer_communities(read(cast)))
            if lag.community.id == place
        ]
    assert found[0].days == (date(2026, 1, 20) - date(2025, 10, 1)).days
    assert found[0].cause == "No time-slot that suits all"


def test_a_district_of_two_shows_no_median(acting: Acting) -> None:
    with acting("manager"):
        lag = programme.Lag(Community(), 90, "North", "")
    two, three = (programme.by_district([lag] * n)[0] for n in (2, 3))
    assert two["median"] is None
    assert (three["median"], three["n"]) == (90, 3)


def test_every_change_of_stage_is_noted(cast: Cast, acting: Acting) -> None:
    with acting("physician"):
        call("set_stage", cast.circle, "active")
        noted = list(StageChange.objects.filter(community_id=cast.circle).values_list("stage", flat=True))
    assert noted[0] == "idea"
    assert noted[-2:] == ["initiation", "active"]


def test_a_completion_is_recorded_once_and_can_be_taken_back(cast: Cast, acting: Acting) -> None:
    facts: dict[str, Any] = {
        "curriculum": Curriculum.INITIATION,
        "cohort": "Pilot",
        "completed_on": date(2026, 1, 5),
        "at": datetime(2026, 1, 6, tzinfo=UTC),
    }
    with acting("office"):
        made = record_training(read(cast, "rep"), by=read(cast, "office"), **facts)
        with pytest.raises(RecordedAlready):
            record_training(read(cast, "rep"), by=read(cast, "office"), **facts)
        take_back(made, by=read(cast, "office"))
        assert not Training.objects.exists()


def test_a_rep_reads_her_own_training_and_records_none(cast: Cast, client_of: ClientOf) -> None:
    assert client_of("rep").get("/w/ardenne/training/").status_code == 403
    assert client_of("office").get("/w/ardenne/training/").status_code == 200


def test_page_and_csv_agree(cast: Cast, client_of: ClientOf, committed: None) -> None:
    formed(cast, months_ago=30, then=[(0, Stage.INITIATION), (9, Stage.CLOSED)])
    page = client_of("manager").get(PAGE).content.decode()
    csv = client_of("manager").get(PAGE + "survival.csv").content.decode()
    assert "0 of 1 were still active after 24 months" in page
    assert "24 months,1,0,0 %,0" in csv.replace("\r", "")
    assert client_of("manager").get(PAGE + "nothing.csv").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("admin", 403), ("office", 200), ("rival", 404)])
def test_who_reads_the_programme(cast: Cast, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(PAGE).status_code == status


def test_the_page_asks_a_fixed_number_of_questions(
    cast: Cast, client_of: ClientOf, committed: None, django_assert_max_num_queries: Any
) -> None:
    for _n in range(5):
        formed(cast, months_ago=13, then=[(0, Stage.ACTIVE)], steward=cast.rep)
    with django_assert_max_num_queries(24):
        client_of("manager").get(PAGE)


def test_nobody_of_another_firm_sees_a_stage(cast: Cast) -> None:
    with acting_for(cast.rivalis, cast.rival):
        assert not StageChange.objects.exclude(community_id=cast.rival_circle).exists()
