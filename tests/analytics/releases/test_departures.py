"""Who leaves, is erased, or is told apart by two groups that nearly equal each other (02, section 4; D9)."""

from datetime import UTC, datetime

import pytest

from analytics.health.measuring import Period
from communities.discussions.post import Post
from tenancy.wall.loading import loading
from tests.analytics.releases.conftest import OCTOBER, SEPTEMBER, World

NOVEMBER = Period(datetime(2026, 11, 1, tzinfo=UTC).date(), datetime(2026, 11, 30, tzinfo=UTC).date())
MID = {
    "2026-09": datetime(2026, 9, 12, 9, tzinfo=UTC),
    "2026-10": datetime(2026, 10, 12, 9, tzinfo=UTC),
    "2026-11": datetime(2026, 11, 12, 9, tzinfo=UTC),
}
END_OF_SEPTEMBER = datetime(2026, 9, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize("writes", [True, False])
def test_a_departure_changes_no_figure_of_the_months_after_it_whatever_she_did(
    world: World, writes: bool
) -> None:
    people = world.join(40)
    world.write(people[: 15 if writes else 14], at=MID["2026-09"])
    world.release(SEPTEMBER)
    world.leave(people[14:15], at=datetime(2026, 10, 2, tzinfo=UTC))
    for month in (OCTOBER, NOVEMBER):
        world.write(people[:14], at=MID[f"{month.first:%Y-%m}"])
        world.release(month)
    told = world.told("manager")
    for figure in ("members", "active_members", "contributors"):
        assert told["2026-10", figure] == told["2026-11", figure] == told["2026-09", figure]


def test_what_was_counted_of_somebody_stays_when_her_words_are_erased_later(world: World) -> None:
    people = world.join(40)
    world.write(people[:15], at=MID["2026-09"])
    world.release(SEPTEMBER)
    world.leave(people[14:15], at=datetime(2026, 10, 2, tzinfo=UTC))
    with loading([Post]):
        Post.objects.using("owner").filter(author_id=people[14]).update(author_id=None)
    world.write(people[:14], at=MID["2026-10"])
    world.release(OCTOBER)
    told = world.told("manager")
    assert told["2026-10", "contributors"] == told["2026-09", "contributors"]


def test_the_word_does_not_wake_or_fall_with_the_one_who_left(world: World) -> None:
    """The only one who writes leaves; three months on, silence would say that it was she."""
    people = world.join(20)
    world.write(people[:1], at=MID["2026-09"])
    world.release(SEPTEMBER)
    world.leave(people[:1], at=datetime(2026, 10, 2, tzinfo=UTC))
    for month in (OCTOBER, NOVEMBER):
        world.release(month)
    told = world.told("rep")
    assert told["2026-11", "word"] == told["2026-10", "word"] == told["2026-09", "word"]


def test_no_group_is_made_that_nearly_equals_an_earlier_one(world: World) -> None:
    """Eleven come, ten of them go: the third group would be the first and one person."""
    world.write(world.join(36)[:14], at=MID["2026-09"])
    world.release(SEPTEMBER)
    eleven = world.join(11, at=END_OF_SEPTEMBER)
    world.write(world.people[:14], at=MID["2026-10"])
    world.release(OCTOBER)
    world.leave(eleven[1:], at=datetime(2026, 10, 20, tzinfo=UTC))
    world.write([*world.people[:14], eleven[0]], at=MID["2026-11"])
    world.release(NOVEMBER)
    told = world.told("manager")
    assert told["2026-10", "members"] != told["2026-09", "members"]
    for figure in ("members", "active_members", "contributors"):
        assert told["2026-11", figure] == told["2026-09", figure]
    assert world.groups() == {"2026-09": "2026-09", "2026-10": "2026-10", "2026-11": "2026-09"}
