"""The register of solutions: proposed, tried by n members, validated by whom, used by whom (A4.23, A14.03)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.solutions.proposing import propose, report, validate
from communities.solutions.register import matching, with_standing
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation
from tenancy.people.person import Person
from tests.cast import THEN, Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
HERE = "/w/ardenne/communities/sepsis/solutions/"
WORDS = {
    "title": "Leere Spritzenpumpe",
    "problem": "Alarm at night",
    "solution": "Swap at four",
    "discussion": None,
}
FORM = {"title": "Faster lactate", "problem": "Two hours", "solution": "Point of care"}
WORKED = {"use": "tried", "outcome": "worked", "note": "On ward 3"}


@pytest.fixture
def solution(cast: Cast, acting: Acting) -> Solution:
    """Proposed by the rep in the community of practice that the leader leads."""
    with acting("rep"):
        cop, rep = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.rep)
        return propose(cop, words=WORDS, by=rep, at=THEN)


def standing(acting: Acting, solution: Solution) -> tuple[str, int, int]:
    with acting("leader"):
        one = with_standing(Solution.objects.all()).get(id=solution.id)
        return one.standing, one.tried_by, one.used_by


def test_a_member_proposes_and_others_find_it(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("rep").post(f"{HERE}new/", FORM | {"discussion": str(cast.cop_thread)})
    assert answer.status_code == 302
    seen = client_of("leader").get(answer.headers["Location"]).content.decode()
    assert "Point of care" in seen
    assert f"threads/{cast.cop_thread}/" in seen
    assert "Faster lactate" in client_of("leader").get(HERE).content.decode()


def test_nobody_outside_sees_the_register(
    solution: Solution, cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    answers = {
        who: client_of(who).get(f"{HERE}{solution.id}/").status_code for who in ("colleague", "manager")
    }
    assert answers == {"colleague": 403, "manager": 403}
    assert client_of("rival").get(HERE).status_code == 404
    for who in ("colleague", "manager", "admin", "operator", "physician", "rival"):
        with acting(who):
            assert not Solution.objects.exists(), who


def test_a_discussion_of_another_community_is_no_origin(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("rep").post(f"{HERE}new/", FORM | {"discussion": str(cast.circle_thread)})
    assert answer.status_code == 422


def test_it_is_tried_then_validated_and_falls_back_when_words_are_taken_back(
    acting: Acting, client_of: ClientOf, solution: Solution
) -> None:
    """A14.03: each step with who took it."""
    here, leader = f"{HERE}{solution.id}/", client_of("leader")
    assert standing(acting, solution) == ("proposed", 0, 0)
    assert leader.post(f"{here}validations/", {"basis": "I say so"}).status_code == 422
    assert leader.post(f"{here}reports/", WORKED).status_code == 302
    assert "Thank you" in leader.get(here).content.decode()
    assert standing(acting, solution) == ("tried", 1, 0)
    assert leader.post(f"{here}validations/", {"basis": "Six months, three wards"}).status_code == 302
    assert standing(acting, solution) == ("validated", 1, 0)
    page = leader.get(here).content.decode()
    assert "Six months, three wards" in page
    assert "Leo Brandt" in page
    undo = page.split('method="post" action="', 1)[1].split('"', 1)[0]
    assert leader.post(undo).status_code == 302
    assert standing(acting, solution) == ("tried", 1, 0)


def test_who_uses_it_counts_apart_and_each_says_it_once(
    acting: Acting, client_of: ClientOf, solution: Solution
) -> None:
    here, leader = f"{HERE}{solution.id}/", client_of("leader")
    leader.post(f"{here}reports/", WORKED)
    leader.post(f"{here}reports/", WORKED | {"use": "adopted"})
    again = leader.post(f"{here}reports/", WORKED | {"note": "Once more"})
    assert again.status_code == 422
    assert "Once more" in again.content.decode()
    assert standing(acting, solution) == ("tried", 1, 1)


def test_nobody_judges_an_own_proposal(
    cast: Cast, acting: Acting, client_of: ClientOf, solution: Solution
) -> None:
    """Two persons: the page says no, and so does the database."""
    assert client_of("rep").post(f"{HERE}{solution.id}/reports/", WORKED).status_code == 403
    assert client_of("rep").post(f"{HERE}{solution.id}/validations/", {"basis": "x"}).status_code == 403
    own = {"solution_id": solution.id, "community_id": cast.cop, "person_id": cast.rep, "at": THEN}
    with acting("rep"), pytest.raises(DatabaseError), transaction.atomic():
        SolutionReport(use="adopted", outcome="worked", **own).save()


def test_the_database_lets_no_member_vouch_and_no_leader_for_what_nobody_tried(
    cast: Cast, acting: Acting, solution: Solution
) -> None:
    vouch = {"solution_id": solution.id, "community_id": cast.cop, "basis": "x", "at": THEN}
    with acting("leader"), pytest.raises(DatabaseError), transaction.atomic():
        SolutionValidation(validated_by_id=cast.leader, **vouch).save()
    with acting("leader"):
        leader = Person.objects.get(id=cast.leader)
        report(solution, words=WORKED, by=leader, at=THEN)
        own = propose(Community.objects.get(id=cast.cop), words=WORDS, by=leader, at=THEN)
    with acting("rep"):
        report(own, words=WORKED, by=Person.objects.get(id=cast.rep), at=THEN)
    for who, what in (("rep", own), ("leader", own)):
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            SolutionValidation(
                **vouch | {"validated_by_id": getattr(cast, who), "solution_id": what.id}
            ).save()


def test_only_the_proposer_and_moderators_reword_and_set_aside(
    acting: Acting, client_of: ClientOf, cast: Cast
) -> None:
    with acting("leader"):
        cop, leader = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.leader)
        one = propose(cop, words=WORDS, by=leader, at=THEN)
    here = f"{HERE}{one.id}/"
    assert client_of("rep").post(f"{here}wording/", FORM).status_code == 403
    assert client_of("rep").post(f"{here}setting-aside/").status_code == 403
    assert client_of("leader").post(f"{here}wording/", FORM).status_code == 302
    assert client_of("leader").post(f"{here}setting-aside/").status_code == 302
    assert standing(acting, one)[0] == "set_aside"
    assert "Faster lactate" in client_of("rep").get(f"{HERE}?standing=set_aside").content.decode()
    assert client_of("leader").post(f"{here}setting-aside/").status_code == 302
    assert standing(acting, one)[0] == "proposed"


def test_search_folds_accents_and_filters_by_standing(
    cast: Cast, acting: Acting, client_of: ClientOf, solution: Solution
) -> None:
    with acting("leader"):
        leader, rows = Person.objects.get(id=cast.leader), Solution.objects.all()
        report(solution, words=WORKED, by=leader, at=THEN)
        found = {
            (words, stands): matching(with_standing(rows), words=words, standing=stands).count()
            for words in ("SPRITZENPUMPÉ", "nothing")
            for stands in ("", "tried", "validated")
        }
    assert found == {
        ("SPRITZENPUMPÉ", ""): 1,
        ("SPRITZENPUMPÉ", "tried"): 1,
        ("SPRITZENPUMPÉ", "validated"): 0,
        ("nothing", ""): 0,
        ("nothing", "tried"): 0,
        ("nothing", "validated"): 0,
    }
    assert "No solution fits" in client_of("rep").get(f"{HERE}?q=nothing").content.decode()


def test_the_csv_holds_what_the_filter_finds(acting: Acting, client_of: ClientOf, solution: Solution) -> None:
    lines = client_of("leader").get(f"{HERE}solutions.csv").content.decode().splitlines()
    assert lines[1].startswith(
        "Leere Spritzenpumpe,proposed,Alarm at night,Swap at four,0,0,Rita Sommer,2026-03-02"
    )
    assert len(client_of("leader").get(f"{HERE}solutions.csv?q=nothing").content.decode().splitlines()) == 1


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_of_the_register_asks_two_queries_and_leads_on(
    cast: Cast, acting: Acting, client_of: ClientOf, number: int
) -> None:
    with acting("rep"):
        cop, rep = Community.objects.get(id=cast.cop), Person.objects.get(id=cast.rep)
        for n in range(number):
            propose(cop, words=WORDS | {"title": f"S{n}"}, by=rep, at=THEN + timedelta(minutes=n))
    with CaptureQueriesContext(connection) as queries:
        first = client_of("leader").get(HERE).content.decode()
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    assert len([q for q in queries if not str(q["sql"]).startswith(control)]) == 3
    assert ('rel="next"' in first) == (number > 25)


def test_of_a_customer_community_the_steward_reads_nothing(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    with acting("member"):
        circle, member = Community.objects.get(id=cast.circle), Person.objects.get(id=cast.member)
        one = propose(circle, words=WORDS, by=member, at=THEN)
    with acting("physician"):
        leader = Person.objects.get(id=cast.physician)
        report(one, words=WORKED, by=leader, at=THEN)
        validate(one, basis="Seen", by=leader, at=THEN)
    for who in ("rep", "manager", "office", "admin", "operator", "outsider"):
        with acting(who):
            assert not Solution.objects.exists(), who
            assert not SolutionReport.objects.exists(), who
            assert not SolutionValidation.objects.exists(), who
