"""Pulse, blocked time and the six principles in the check: figures as reckoned apart, findings at their thresholds.

Rows: A5.01, A5.03, A7.05, A14.20; design of the health check.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from random import Random
from statistics import fmean
from typing import Any

import pytest
from django.utils import timezone

from analytics.health.checking import check_all
from analytics.health.health_figure import HealthFigure
from analytics.health.health_run import Word
from analytics.health.indicators import WORDS
from analytics.health.measuring import Period
from analytics.health.subjects import blocked_time, principles, pulse
from analytics.health.wording import written
from analytics.scorecards.rating import rate
from communities.community.community import Community
from communities.community.starting import start_community
from communities.pulse.items import DIMENSIONS, codes_of
from tenancy.people.person import Person
from tenancy.wall.functions import call_rows
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for
from tests.analytics.health.conftest import ASKED_AT, Measured
from tests.cast import Cast
from tests.communities.pulse.asked import ended, same

Acting = Callable[[str], AbstractContextManager[Any]]
TODAY = timezone.localdate()
YEAR = Period(TODAY - timedelta(days=200), TODAY)


@pytest.mark.usefixtures("committed")
def test_the_check_publishes_what_plain_python_reckons(cast: Cast, measured: Measured) -> None:
    dice = Random("check")
    answers = [{code: dice.randint(1, 5) for code in codes_of("induced_cop")} for _one in range(31)]
    ended(cast, "leader", "cop", answers)
    figures = measured("sepsis", YEAR)
    for topic in DIMENSIONS:
        mean = fmean(fmean(one[f"{topic.code}.{n}"] for n in (1, 2)) for one in answers)
        assert figures[f"pulse_{topic.code}"] == pytest.approx(mean, abs=0.005)
    assert figures["blocked_time"] == round(sum(one["hindered"] >= 4 for one in answers) / 31, 4)
    assert figures["stuck_between"] == round(sum(one["stuck"] >= 4 for one in answers) / 31, 4)
    assert figures["pulse_answers"] == figures["blocked_answers"] == 31
    assert all(figures[one.key] is None for one in principles.INDICATORS)


@pytest.mark.usefixtures("committed")
def test_four_answers_leave_no_figure(cast: Cast, measured: Measured) -> None:
    ended(cast, "leader", "cop", [same("induced_cop", 1, hindered=5)] * 4)
    figures = measured("sepsis", YEAR)
    assert figures["pulse_domain"] is figures["blocked_time"] is figures["pulse_answers"] is None


@pytest.mark.usefixtures("committed")
def test_the_latest_wave_within_a_year_counts(cast: Cast, measured: Measured) -> None:
    ended(cast, "leader", "cop", [same("induced_cop", 2)] * 5, days_ago=90)
    ended(cast, "leader", "cop", [same("induced_cop", 4)] * 5, days_ago=10)
    assert measured("sepsis", YEAR)["pulse_domain"] == 4
    assert (
        measured("sepsis", Period(TODAY - timedelta(days=80), TODAY - timedelta(days=50)))["pulse_domain"]
        == 2
    )
    assert measured("sepsis", Period(TODAY, TODAY + timedelta(days=400)))["pulse_domain"] is None


@pytest.mark.usefixtures("committed")
def test_the_programme_office_sees_blocked_time_and_not_the_pulse(cast: Cast, acting: Acting) -> None:
    """A5.01: the aggregate is seen by the programme office."""
    ended(cast, "leader", "cop", [same("induced_cop", 2, hindered=5)] * 6)
    check_all(cast.ardenne, period=YEAR, asked_at=ASKED_AT)
    with acting("office"):
        seen = {one.indicator: one.value for one in HealthFigure.objects.all()}
    assert seen["blocked_time"] == 1
    assert "pulse_domain" not in seen
    with acting("manager"):
        assert not HealthFigure.objects.filter(indicator="blocked_time").exists()


@pytest.mark.usefixtures("committed")
def test_a_customer_community_is_asked_nothing_about_supervisors(cast: Cast, measured: Measured) -> None:
    ended(cast, "physician", "circle", [same("customer", 3)] * 7)
    figures = measured("circle", YEAR)
    assert figures["pulse_answers"] == 7
    assert figures["blocked_time"] is None


def judged(subject: Any, **figures: Any) -> list[tuple[str, str]]:
    blank = {one.key: None for one in subject.INDICATORS}
    return [(one.code, one.word) for one in subject.findings(blank | figures, "induced_cop")]


@pytest.mark.parametrize(
    ("share", "found"),
    [(None, []), (0.0, []), (0.2499, []), (0.25, [Word.WATCH]), (0.4999, [Word.WATCH]), (0.5, [Word.ACT])],
)
def test_blocked_time_is_a_finding_from_a_quarter_on(share: float | None, found: list[Word]) -> None:
    assert judged(blocked_time, blocked_time=share, blocked_answers=8) == [
        ("blocked_time", one) for one in found
    ]


def test_stuck_in_between_is_a_finding_of_its_own() -> None:
    assert judged(blocked_time, blocked_time=0.1, stuck_between=0.25, blocked_answers=8) == [
        ("stuck_between", Word.WATCH)
    ]


@pytest.mark.parametrize(
    ("mean", "found"), [(2.8, []), (2.79, [Word.WATCH]), (2.0, [Word.WATCH]), (1.99, [Word.ACT])]
)
def test_a_low_dimension_is_a_finding(mean: float, found: list[Word]) -> None:
    assert judged(pulse, pulse_mandate=mean, pulse_answers=9) == [("pulse_mandate", one) for one in found]


def test_a_weak_principle_is_a_finding() -> None:
    assert judged(principles, principle_embedded=2.5, principle_culture=3.1) == [
        ("principle_embedded", Word.WATCH)
    ]


def test_evidence_quotes_the_figures() -> None:
    quoted = {key: written(key, value) for key, value in {"pulse_mandate": 1.9, "pulse_answers": 9}.items()}
    assert WORDS["pulse_mandate"].evidence % quoted == "1.9 on a scale from 1 to 5, 9 answers"


@pytest.mark.usefixtures("committed")
def test_principles_stand_as_members_see_them_and_as_the_card_rates_them(
    cast: Cast, acting: Acting, measured: Measured
) -> None:
    """A14.20."""
    with acting("manager"):
        start_community("strategic", slug="transition", name="Transition", leader=cast.leader)
    with loading([Community]):
        cast.ids["transition"] = str(Community.objects.using(OWNER).get(slug="transition").id)
    ended(cast, "leader", "transition", [same("strategic", 3, embedded=point) for point in (1, 2, 2, 3, 4)])
    with acting("leader"):
        place = Community.objects.get(slug="transition")
        for rating, days in ((2, 40), (5, 3)):
            at = timezone.now() - timedelta(days=days)
            rate(place, factor="culture", rating=rating, evidence="x", by=Person(id=cast.leader), at=at)
    figures = measured("transition", YEAR)
    assert figures["principle_embedded"] == 2.4
    assert figures["principle_openness"] == 3
    assert figures["principle_culture_rated"] == 5
    assert figures["principle_openness_rated"] is None
    month_ago = Period(YEAR.first, TODAY - timedelta(days=30))
    assert measured("transition", month_ago)["principle_culture_rated"] == 2


@pytest.mark.usefixtures("committed")
def test_another_firm_measures_nothing_of_it(cast: Cast) -> None:
    ended(cast, "leader", "cop", [same("induced_cop", 2)] * 6)
    with acting_for(cast.rivalis, using="metrics", read_only=True):
        assert call_rows("measure_pulse", YEAR.first, YEAR.last, cast.cop, ASKED_AT, using="metrics") == []
