"""Whoever subtracts releases learns nothing about one person (02, section 4; D9)."""

from datetime import UTC, datetime

from analytics.releases.released_figure import ReleasedFigure
from communities.discussions.post import Post
from tenancy.wall.loading import loading
from tests.analytics.releases.conftest import OCTOBER, SEPTEMBER, World

BETWEEN = datetime(2026, 9, 20, 9, tzinfo=UTC)
MID_OCTOBER = datetime(2026, 10, 12, 9, tzinfo=UTC)
LATE_OCTOBER = datetime(2026, 10, 28, 9, tzinfo=UTC)


def test_a_joiner_changes_no_figure_of_the_next_month_whatever_she_does(world: World) -> None:
    old = world.join(40)
    world.write(old[:18], at=BETWEEN)
    world.release(SEPTEMBER)
    joiners = world.join(9, at=BETWEEN)
    world.write(old[:18], at=MID_OCTOBER)
    world.write(joiners, at=LATE_OCTOBER)
    world.release(OCTOBER)
    told = world.told("manager")
    assert told["2026-10", "members"] == told["2026-09", "members"]
    assert told["2026-10", "contributors"] == told["2026-09", "contributors"]


def test_a_joiner_alone_cannot_wake_a_silent_community_in_the_word(world: World) -> None:
    world.join(40)
    world.release(SEPTEMBER)
    world.write(world.join(1, at=BETWEEN), at=LATE_OCTOBER)
    world.release(OCTOBER)
    word = world.told("rep")
    assert word["2026-10", "word"] == word["2026-09", "word"] == {"about": None, "of": None, "says": "act"}


def test_the_tenth_joiner_brings_all_ten_into_the_count(world: World) -> None:
    world.join(40)
    world.release(SEPTEMBER)
    world.join(10, at=BETWEEN)
    world.release(OCTOBER)
    told = world.told("manager")
    assert (told["2026-09", "members"], told["2026-10", "members"]) == (_about(40), _about(50))


def test_those_who_left_are_counted_until_ten_have_changed(world: World) -> None:
    people = world.join(40)
    world.release(SEPTEMBER)
    world.leave(people[:9], at=BETWEEN)
    world.release(OCTOBER)
    told = world.told("manager")
    assert told["2026-10", "members"] == told["2026-09", "members"]


def test_erasure_and_a_second_run_change_nothing_that_was_stored(world: World) -> None:
    people = world.join(40)
    world.write(people[:20], at=MID_OCTOBER)
    world.release(OCTOBER)
    before = world.told("manager")
    with loading([Post]):
        Post.objects.using("owner").filter(author_id__in=people[:12]).update(author_id=None)
    world.release(OCTOBER)
    assert world.told("manager") == before


def test_no_exact_count_is_stored_with_a_figure(world: World) -> None:
    people = world.join(43)
    world.write(people[:21], at=MID_OCTOBER)
    world.release(OCTOBER)
    assert world.told("manager")["2026-10", "contributors"] == {"about": 20, "of": 45, "says": ""}
    assert _remainders() == {0}


def _about(members: int) -> dict[str, object]:
    return {"about": members, "of": None, "says": ""}


def _remainders() -> set[int]:
    """What is left of every stored number after division by five."""
    with loading([ReleasedFigure]):
        found = [figure.shown for figure in ReleasedFigure.objects.using("owner").exclude(shown=None)]
    return {value % 5 for shown in found for value in (shown or {}).values() if isinstance(value, int)}
