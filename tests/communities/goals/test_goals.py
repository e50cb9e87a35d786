"""Annual goals with progress and a review; the sponsor reads those of communities of practice alone (A2.07)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.goals.aiming import review_year, set_goal, tell_progress
from communities.goals.goal import Goal
from communities.goals.goal_progress import GoalProgress
from communities.goals.year import year_of
from communities.goals.year_review import YearReview
from tenancy.people.person import Person
from tests.cast import THEN, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
HERE = "/w/ardenne/communities/sepsis/goals/"
FORM = {"title": "One sheet for all", "measure": "Four of six hospitals use it"}


@pytest.fixture
def goal(cast: Cast, acting: Acting) -> Goal:
    with acting("leader"):
        cop, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        return set_goal(cop, year=2026, **FORM, by=leader, at=THEN)


def status(acting: Acting, cast: Cast) -> tuple[list[str], int]:
    with acting("leader"):
        year = year_of(Community.objects.get(id=cast.cop), 2026)
        return [one.status for one in year.goals], year.good


def test_a_leader_sets_a_goal_that_members_read(client_of: ClientOf) -> None:
    assert client_of("rep").post(f"{HERE}new/?year=2026", FORM).status_code == 403
    assert client_of("leader").post(f"{HERE}new/?year=2026", FORM).status_code == 302
    assert "One sheet for all" in client_of("rep").get(f"{HERE}?year=2026").content.decode()
    assert "One sheet for all" not in client_of("rep").get(f"{HERE}?year=2025").content.decode()


def test_the_sponsor_reads_goals_of_a_community_of_practice_and_changes_none(
    goal: Goal, client_of: ClientOf
) -> None:
    for who, expected in {
        "manager": 200,
        "office": 200,
        "colleague": 403,
        "admin": 403,
        "rival": 404,
    }.items():
        assert client_of(who).get(f"{HERE}?year=2026").status_code == expected, who
    assert "One sheet for all" in client_of("manager").get(f"{HERE}?year=2026").content.decode()
    assert client_of("manager").post(f"{HERE}{goal.id}/progress/", {"status": "missed"}).status_code == 403


def test_goals_of_a_customer_community_stay_with_its_members(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    with acting("physician"):
        circle, her = Community.objects.get(id=cast.circle), Person.objects.get(id=cast.physician)
        set_goal(circle, year=2026, **FORM, by=her, at=THEN)
        review_year(circle, year=2026, reached="x", learned="y", by=her, at=THEN)
    for who in ("rep", "manager", "office", "admin", "operator"):
        with acting(who):
            assert not Goal.objects.exists(), who
            assert not GoalProgress.objects.exists(), who
            assert not YearReview.objects.exists(), who
    assert client_of("manager").get("/w/ardenne/communities/circle/goals/").status_code == 403


def test_the_latest_word_counts_and_can_be_taken_back(
    goal: Goal, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    leader = client_of("leader")
    assert status(acting, cast) == (["on_track"], 1)
    told = {"status": "at_risk", "note": "Two hospitals merged"}
    assert leader.post(f"{HERE}{goal.id}/progress/", told).status_code == 302
    assert status(acting, cast) == (["at_risk"], 0)
    page = leader.get(f"{HERE}?year=2026").content.decode()
    assert "Two hospitals merged" in page
    undo = page.split('method="post" action="', 1)[1].split('"', 1)[0]
    assert leader.post(undo).status_code == 302
    assert status(acting, cast) == (["on_track"], 1)


def test_an_unknown_status_is_refused(goal: Goal, client_of: ClientOf) -> None:
    assert client_of("leader").post(f"{HERE}{goal.id}/progress/", {"status": "done"}).status_code == 422


def test_a_dropped_goal_is_taken_up_again(
    goal: Goal, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    for expected in ([], ["on_track"]):
        assert client_of("leader").post(f"{HERE}{goal.id}/dropping/").status_code == 302
        assert status(acting, cast)[0] == expected


def test_a_year_is_reviewed_and_written_again(goal: Goal, client_of: ClientOf) -> None:
    for words in ("Three hospitals", "Four hospitals"):
        form = {"reached": words, "learned": "Ask the nurses first"}
        assert client_of("leader").post(f"{HERE}2026/review/", form).status_code == 302
    seen = client_of("rep").get(f"{HERE}?year=2026").content.decode()
    assert "Four hospitals" in seen
    assert "Three hospitals" not in seen
    assert client_of("rep").post(f"{HERE}2026/review/", {"reached": "x"}).status_code == 403
    assert client_of("leader").get(f"{HERE}9999/review/").status_code == 404


def test_the_csv_holds_every_year(goal: Goal, client_of: ClientOf) -> None:
    lines = client_of("manager").get(f"{HERE}goals.csv").content.decode().splitlines()
    assert lines[1].startswith("2026,One sheet for all,Four of six hospitals use it,on_track,")


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_asks_a_fixed_number_of_queries(
    cast: Cast, acting: Acting, client_of: ClientOf, number: int
) -> None:
    with acting("leader"):
        cop, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        for n in range(number):
            one = set_goal(cop, year=2026, title=f"G{n}", measure="x", by=leader, at=THEN)
            tell_progress(one, status="at_risk", note="", by=leader, at=THEN + timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        assert client_of("rep").get(f"{HERE}?year=2026").status_code == 200
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    assert len([q for q in queries if not str(q["sql"]).startswith(control)]) == 5
