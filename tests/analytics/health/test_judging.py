"""The word is made of vitality; performance stands beside it (A7.03)."""

from typing import Any

from analytics.health.health_run import Word
from analytics.health.judging import judge
from analytics.health.subjects.registered import SUBJECTS


def verdict(**known: Any) -> tuple[Word, list[str]]:
    """The word and the findings of a community of twenty of which nothing else is known."""
    unknown = {indicator.key: None for subject in SUBJECTS for indicator in subject.indicators}
    found = judge(unknown | {"members": 20} | known)
    return found.word, [finding.code for finding in found.findings]


GOALS_AT_RISK = {"goals_set": 4, "goals_on_track": 0.25}
BLOCKED = {"blocked_time": 0.5, "blocked_answers": 8}


def test_goals_at_risk_are_said_and_leave_the_word_alone() -> None:
    assert verdict(**GOALS_AT_RISK) == (Word.HEALTHY, ["goals_at_risk"])


def test_goals_on_their_way_do_not_make_up_for_blocked_time() -> None:
    word, found = verdict(**BLOCKED, goals_set=4, goals_on_track=1.0)
    assert word != Word.HEALTHY
    assert found == ["blocked_time"]
    assert verdict(**BLOCKED, **GOALS_AT_RISK)[0] == word
