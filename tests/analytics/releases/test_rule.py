"""The release rule itself (02, section 4; D9)."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.releases.rule import (
    FEW,
    MOST,
    Shown,
    count_of,
    is_carried,
    rounded,
    share_of,
    total_of,
    turn_of,
)
from analytics.releases.thresholds import cohort_threshold

people = st.integers(0, 400)


@given(people)
def test_a_count_below_ten_is_absent_and_others_are_rounded_to_five(n: int) -> None:
    shown = count_of(n)
    assert (shown is None) == (n < 10)
    if shown is not None:
        assert shown.about is not None
        assert shown.about % 5 == 0
        assert abs(shown.about - n) <= 2


@given(people, people)
def test_a_share_is_said_only_between_ten_and_all_but_ten(part: int, whole: int) -> None:
    part = min(part, whole)
    shown = share_of(part, of=whole)
    if whole < 23:
        assert shown is None
        return
    assert shown is not None
    assert (shown.about is not None) == (10 <= part <= whole - 10)
    assert (shown.says == FEW) == (part < 10)
    assert (shown.says == MOST) == (part > whole - 10)


@given(people, st.integers(50, 400), st.integers(0, 999))
def test_a_share_of_a_large_group_is_less_than_five_off_wherever_its_rounding_turns(
    part: int, whole: int, turn: int
) -> None:
    shown = share_of(min(part, whole), of=whole, turn=turn / 1000)
    if shown is not None and shown.about is not None and shown.of:
        assert shown.about % 5 == 0
        assert abs(shown.about - min(part, whole)) < 5
        assert 0 < shown.about < shown.of


def test_where_rounding_turns_is_drawn_for_each_group_and_figure_and_stays() -> None:
    drawn = [turn_of("community", month, "active_members") for month in range(200)]
    assert drawn == [turn_of("community", month, "active_members") for month in range(200)]
    assert all(0 <= turn < 1 for turn in drawn)
    assert 0.4 < sum(drawn) / len(drawn) < 0.6
    assert len(set(drawn)) == len(drawn)


@given(people, people)
def test_shares_of_small_groups_are_said_in_tens(part: int, whole: int) -> None:
    shown = share_of(min(part, whole), of=whole)
    if shown is not None and shown.about is not None and shown.of:
        assert shown.about % (10 if shown.of < 50 else 5) == 0
        assert 0 < shown.about < shown.of


@given(people, people)
def test_the_per_cent_follow_from_the_rounded_counts(part: int, whole: int) -> None:
    shown = share_of(min(part, whole), of=whole)
    if shown is not None and shown.about is not None and shown.of:
        assert shown.percent == rounded(100 * shown.about / shown.of)


@given(people, people, people)
def test_whether_there_is_a_share_says_nothing_about_the_size_that_is_not_said(
    a: int, b: int, part: int
) -> None:
    if rounded(a) == rounded(b):
        assert (share_of(min(part, a), of=a) is None) == (share_of(min(part, b), of=b) is None)


def test_fewer_than_ten_changes_are_carried() -> None:
    assert is_carried(9)
    assert not is_carried(10)


def test_a_total_adds_what_is_shown_and_nothing_else() -> None:
    assert total_of([Shown(about=30), None, Shown(of=40, says=FEW), Shown(about=15)]) == Shown(about=45)


def test_a_firm_may_raise_the_threshold_and_not_lower_it() -> None:
    assert cohort_threshold(3) == 10
    assert cohort_threshold(25) == 25
