"""Results: after the end, over at least five people, the same as an independent reckoning (design 08, A7.05)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from random import Random
from statistics import fmean, variance
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from communities.pulse.ballot_box import PulseBox, PulseTurnout
from communities.pulse.items import BY_CODE, DIMENSIONS, codes_of, topics_of
from communities.pulse.pulse_result import PulseResult
from communities.pulse.pulse_wave import PulseWave
from communities.pulse.running import count_ended
from tenancy.wall.loading import OWNER, loading
from tests.cast import Cast
from tests.communities.pulse.asked import Answers, ended, opened, same

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PAGE = "/w/ardenne/communities/sepsis/pulse/"
pytestmark = pytest.mark.usefixtures("committed")


def random_answers(seed: str, kind: str, n: int) -> list[dict[str, int]]:
    dice = Random(seed)
    leaning = [dice.gauss(3.4, 0.9) for _person in range(n)]
    return [
        {code: min(5, max(1, round(dice.gauss(leaning[at], 0.9)))) for code in codes_of(kind)}
        for at in range(n)
    ]


def alpha(items: list[list[int]]) -> float:
    """Cronbach's alpha of items, each a list with one point per person; from the formula."""
    k = len(items)
    totals = [float(sum(points)) for points in zip(*items, strict=True)]
    within = sum(variance([float(point) for point in item]) for item in items)
    return k / (k - 1) * (1 - within / variance(totals))


def stored(cast: Cast, acting: Acting, wave: Any) -> dict[str, PulseResult]:
    with acting("rep"):
        return {one.topic: one for one in PulseResult.objects.filter(wave_id=wave)}


def column(answers: list[dict[str, int]], code: str) -> list[int]:
    return [one[code] for one in answers]


@pytest.mark.parametrize("n", [5, 23, 60])
def test_results_agree_with_plain_python(cast: Cast, acting: Acting, n: int) -> None:
    answers = random_answers(f"pulse {n}", "induced_cop", n)
    wave = ended(cast, "leader", "cop", answers)
    found = stored(cast, acting, wave)
    assert set(found) == {topic.code for topic in topics_of("induced_cop")}
    for code, result in found.items():
        items = [column(answers, item) for item, _text in BY_CODE[code].items]
        scores = [fmean(points) for points in zip(*items, strict=True)]
        assert result.n == n
        assert result.mean == pytest.approx(fmean(scores))
        assert result.alpha == (pytest.approx(alpha(items)) if len(items) > 1 else None)
        cells = [
            sum(s < 2.5 for s in scores),
            sum(2.5 <= s <= 3.5 for s in scores),
            sum(s > 3.5 for s in scores),
        ]
        assert result.low_middle_high == (cells if min(cells) >= 5 else None)
    with acting("rep"):
        kept = PulseWave.objects.get(id=wave)
    whole = [column(answers, item) for topic in DIMENSIONS for item, _text in topic.items]
    assert kept.answers == n
    assert kept.alpha == pytest.approx(alpha(whole))


def test_the_share_of_the_hindered_is_kept_of_workload_alone(cast: Cast, acting: Acting) -> None:
    """A5.01, A5.03."""
    answers = [same("induced_cop", 2, hindered=point) for point in (5, 4, 3, 2, 1, 1, 1, 1)]
    found = stored(cast, acting, ended(cast, "leader", "cop", answers))
    assert found["hindered"].high == pytest.approx(0.25)
    assert found["stuck"].high == 0
    assert {code for code, one in found.items() if one.high is not None} == {"hindered", "stuck"}


def test_when_all_answer_alike_there_is_no_alpha_and_no_fault(cast: Cast, acting: Acting) -> None:
    found = stored(cast, acting, ended(cast, "leader", "cop", [same("induced_cop", 3)] * 6))
    assert found["domain"].mean == 3
    assert found["domain"].alpha is None


def test_of_four_answers_nothing_is_kept(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    wave = ended(cast, "leader", "cop", [same("induced_cop", 3)] * 4)
    assert stored(cast, acting, wave) == {}
    with acting("rep"):
        kept = PulseWave.objects.get(id=wave)
    assert (kept.answers, kept.alpha) == (None, None)
    assert "Fewer than five people answered survey 1" in client_of("rep").get(PAGE).content.decode()


def test_counting_destroys_box_and_turnout(cast: Cast) -> None:
    ended(cast, "leader", "cop", random_answers("gone", "induced_cop", 9))
    with loading([PulseBox, PulseTurnout]):
        assert not PulseBox.objects.using(OWNER).exists()
        assert not PulseTurnout.objects.using(OWNER).exists()


def test_the_table_itself_holds_no_result_over_four_people(cast: Cast, acting: Acting) -> None:
    wave = ended(cast, "leader", "cop", random_answers("check", "induced_cop", 5))
    with loading([PulseResult, PulseWave]), transaction.atomic(using=OWNER), pytest.raises(IntegrityError):
        PulseResult.objects.using(OWNER).filter(wave_id=wave).update(n=4)


def test_a_running_wave_has_no_results(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    wave = opened(cast, "leader", "cop")
    with loading([PulseBox]):
        answers: list[Answers] = [same("induced_cop", 4)] * 7
        PulseBox.objects.using(OWNER).filter(wave_id=wave).update(answers=answers)
    assert stored(cast, acting, wave) == {}
    page = client_of("leader").get(PAGE).content.decode()
    assert "Enough people have answered" in page
    assert "n = " not in page


def test_results_are_fixed(cast: Cast, acting: Acting) -> None:
    wave = ended(cast, "leader", "cop", random_answers("fixed", "induced_cop", 8))
    before = {code: one.mean for code, one in stored(cast, acting, wave).items()}
    assert count_ended(cast.ardenne, purpose="command") == 0
    assert {code: one.mean for code, one in stored(cast, acting, wave).items()} == before


@pytest.mark.parametrize("who", ["manager", "office", "admin", "operator", "physician", "rival"])
def test_only_members_read_results(cast: Cast, acting: Acting, client_of: ClientOf, who: str) -> None:
    ended(cast, "leader", "cop", random_answers("theirs", "induced_cop", 8))
    with acting(who):
        assert not PulseResult.objects.exists()
        assert not PulseWave.objects.exists()
    assert client_of(who).get(f"{PAGE}results.csv").status_code in (403, 404)


def test_members_see_table_trend_and_file(cast: Cast, client_of: ClientOf) -> None:
    ended(cast, "leader", "cop", [same("induced_cop", 3)] * 5, days_ago=60)
    ended(cast, "leader", "cop", [same("induced_cop", 3) | {"domain.1": 5, "domain.2": 5}] * 6)
    page = client_of("rep").get(PAGE).content.decode()
    assert "Domain rose most since the survey before: +2.0" in page
    assert "My supervisor hinders" in page
    rows = client_of("rep").get(f"{PAGE}results.csv").content.decode().splitlines()
    assert len(rows) == 1 + 2 * 8
    assert rows[1].split(",")[2:5] == ["domain", "6", "5.0"]


def test_the_file_is_no_more_exact_than_the_page(cast: Cast, client_of: ClientOf) -> None:
    """Means and alphas to four places would give back the single answers of five people."""
    ended(cast, "leader", "cop", random_answers("page and file", "induced_cop", 7))
    page = client_of("rep").get(PAGE).content.decode()
    rows = client_of("rep").get(f"{PAGE}results.csv").content.decode().splitlines()
    for row in rows[1:]:
        mean, alpha, high = row.split(",")[4:7]
        assert f'data-l="Mean (1 to 5)">{mean}<' in page
        assert len(alpha.partition(".")[2]) <= 2
        assert len(high.partition(".")[2]) <= 2
    assert len(rows) == 1 + 8
