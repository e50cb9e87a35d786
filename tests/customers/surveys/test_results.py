"""Results with n and interval, nothing of too few, gaps to the owning function (A9.04–09, A13.11)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from customers.needs.routed_action import RoutedAction
from customers.surveys.importing import BadAnswers, bring_in, read_answers
from customers.surveys.making import copied_items, open_wave, save_survey
from customers.surveys.results import gaps_of, results_of, written
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tenancy.wall.refusals import RuleBroken
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.surveys.conftest import FIELDS, Wave, yes

IMPORTANCE, PERFORMANCE = "unbiased_information_importance", "unbiased_information_performance"


def figures(acting: Acting, made: Any) -> dict[str, str]:
    """What is shown of the first wave, by code."""
    with acting("manager"):
        wave = results_of(made.survey)[0]
        return {one.item.code: written(one) for one in wave.results if one.n}


def test_shares_come_with_n_and_interval(acting: Acting, wave: Wave) -> None:
    """A9.07."""
    assert figures(acting, wave(rows=yes(108, 120), closed=True)) == {"has_computer": "90 % (83 to 94 %)"}


def test_nothing_is_shown_of_fewer_answers_than_the_minimum(acting: Acting, wave: Wave) -> None:
    assert figures(acting, wave(rows=yes(4, 4), closed=True)) == {}
    few = wave(rows=[*yes(5, 5), {"open_wish": "One text alone"}], closed=True)
    assert "open_wish" not in figures(acting, few)


def test_an_anonymous_wave_shows_nothing_while_it_is_open(acting: Acting, wave: Wave) -> None:
    assert figures(acting, wave(rows=yes(8, 10))) == {}
    assert figures(acting, wave(rows=yes(8, 10), anonymous=False)) != {}


def test_a_gap_is_the_paired_difference(acting: Acting, wave: Wave) -> None:
    rows = [{IMPORTANCE: 5, PERFORMANCE: p} for p in (3, 3, 4, 2, 3)] + [{IMPORTANCE: 1}]
    made = wave(rows=rows, closed=True)
    with acting("manager"):
        (gap,) = gaps_of(made.survey)[made.id]
    assert (gap.importance, gap.performance, gap.gap.n, gap.function) == (5.0, 3.0, 5, "medical")
    assert gap.gap.value == pytest.approx(2.0)
    assert gap.gap.lower == pytest.approx(2 - 2.7764 * 0.70711 / 5**0.5, abs=1e-3)


def test_a_gap_goes_to_the_function_that_owns_it(client_of: ClientOf, acting: Acting, wave: Wave) -> None:
    """A9.06: not only to the representative."""
    made = wave(rows=[{IMPORTANCE: 5, PERFORMANCE: 3 + (n % 2)} for n in range(6)], closed=True)
    page = f"/w/ardenne/surveys/{made.survey_id}/"
    manager = client_of("manager")
    assert "Widest gap: unbiased product information, +1.5 points" in manager.get(page).text
    sent = {"aspect": "Unbiased product information", "function": "medical", "due_on": "2026-12-31"}
    assert manager.post(f"{page}gaps/", sent | {"aspect": "Dinner"}).status_code == 400
    assert manager.post(f"{page}gaps/", sent).status_code == 302
    with acting("leader"):  # of the medical function
        action = RoutedAction.objects.get()
        assert (action.title, str(action.due_on)) == ("Gap: Unbiased product information", "2026-12-31")
        assert "importance 5.00, performance 3.50, gap 1.50" in action.text
    assert "Gap: Unbiased product information" in manager.get(page).text


def test_waves_make_a_trend(cast: Cast, client_of: ClientOf, acting: Acting, wave: Wave) -> None:
    """A9.05, A13.11."""
    made = wave(rows=yes(5, 10), closed=True)
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        second = open_wave(made.survey, name="Autumn", closes_on=None, by=manager)
        bring_in(second, yes(8, 10))
        call_rows("close_survey_wave", second.id)
    page = client_of("manager").get(f"/w/ardenne/surveys/{made.survey_id}/").text
    assert "+30.0 from the first to the last wave" in page
    assert "80 % say yes: Do you have a computer?" in page
    first = client_of("manager").get(f"/w/ardenne/surveys/{made.survey_id}/", {"wave": "1"}).text
    assert "50 % say yes: Do you have a computer?" in first


def test_an_anonymous_survey_gives_no_single_answers(client_of: ClientOf, wave: Wave) -> None:
    rows = [{"has_computer": True, "open_wish": f"={n}"} for n in range(5)]
    hidden, named = wave(rows=rows, closed=True), wave(rows=rows, closed=True, anonymous=False)
    manager = client_of("manager")
    assert manager.get(f"/w/ardenne/surveys/{hidden.survey_id}/answers.csv").status_code == 409
    file = manager.get(f"/w/ardenne/surveys/{named.survey_id}/answers.csv").text
    assert file.count("\n") == 6
    assert "'=0" in file
    results = manager.get(f"/w/ardenne/surveys/{named.survey_id}/results.csv").text
    assert "has_computer,Do you have a computer?,yes_no,,5,1.0," in results


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("unknown\n1\n", "No question has the code “unknown”"),
        (f"{PERFORMANCE}\n6\n", "Line 2"),
        ("has_computer\nyes,no\n", "more cells"),
        ("has_computer\nmaybe\n", "“maybe” is no answer"),
        ("most_visited_sites\nNeutral sources|Elsewhere\n", "no answer"),
        ("has_computer\n", "holds no answers"),
        ("", "holds no answers"),
    ],
)
def test_a_paper_study_is_taken_whole_or_not_at_all(
    acting: Acting, wave: Wave, file: str, problem: str
) -> None:
    made = wave()
    with acting("manager"):
        items = list(made.survey.items.all())
    with pytest.raises(BadAnswers, match=problem):
        read_answers(file.encode(), items)


def test_a_paper_study_comes_in_by_the_browser(client_of: ClientOf, acting: Acting, wave: Wave) -> None:
    made = wave(anonymous=False)
    lines = "has_computer;most_visited_sites\n" + "yes;Neutral sources|Journals\n" * 9 + "no;Firms\n"
    file = SimpleUploadedFile("study.csv", lines.encode("utf-8-sig"))
    address = f"/w/ardenne/surveys/{made.survey_id}/waves/1/answers/"
    manager = client_of("manager")
    assert manager.post(address, {"file": SimpleUploadedFile("x.csv", b"nothing\n1\n")}).status_code == 400
    assert manager.post(address, {"file": file}).status_code == 302
    assert figures(acting, made)["has_computer"].startswith("90 %")


def test_questions_stay_as_they_were_asked(acting: Acting, wave: Wave) -> None:
    made = wave()
    with pytest.raises(RuleBroken, match="survey_begun"), acting("manager"):
        save_survey(made.survey_id, fields={**FIELDS, "anonymous": True}, items=copied_items(made.survey))
