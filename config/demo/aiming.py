"""Goals of communities for last year and this one, with words on how they stand, and last year's review."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from communities.community.kinds import Kind
from communities.goals.goal import Goal, Status
from communities.goals.goal_progress import GoalProgress
from communities.goals.year_review import YearReview
from config.demo.place import Place
from config.demo.world import World

FEWEST_MEMBERS = 5
GOALS = {
    "staff": (
        (
            "Every question answered within two days",
            "Nine in ten topics of the last quarter got a reply in two days",
        ),
        ("Five solutions that others use", "Five entries of the register are validated and in use elsewhere"),
        ("Half of us have held a role", "Every second member had one of our roles for a term"),
    ),
    "members": (
        ("One hand-over sheet in all our hospitals", "Four of six hospitals use the same sheet"),
        ("Faster first dose", "Median under an hour in the audit of the autumn"),
        ("A case at every meeting", "Each meeting of the year began with a case from a ward"),
    ),
}
NOTES = {
    Status.ON_TRACK: "Two more have begun since the last meeting.",
    Status.AT_RISK: "Summer was slow; we ask two members to help.",
    Status.REACHED: "Counted at the last meeting of the year.",
    Status.MISSED: "Nearer than before, not there.",
}


def aim(world: World, places: Mapping[str, Place]) -> None:
    """Three goals a year for each community with enough members."""
    this = world.clock.today.year
    for place in places.values():
        if len(place.members) < FEWEST_MEMBERS:
            continue
        begun = place.numbered(FEWEST_MEMBERS)
        for year in (this - 1, this):
            at = max(begun, datetime(year, 1, 20, 12, tzinfo=UTC))
            if at.year == year and at < world.clock.now:
                _year(world, place, year, at=at, is_over=year < this)


def _year(world: World, place: Place, year: int, *, at: datetime, is_over: bool) -> None:
    tongue = "members" if place.community.kind == Kind.CUSTOMER else "staff"
    for title, measure in GOALS[tongue]:
        goal = world.rows.add(
            Goal(
                **world.keys(),
                community_id=place.community.id,
                kind=place.community.kind,
                year=year,
                title=title,
                measure=measure,
                set_by_id=place.leader.id,
                set_at=at,
            )
        )
        _tell(world, place, goal, Status.ON_TRACK, at=at, note="")
        if is_over:
            status = world.dice.choice((Status.REACHED, Status.REACHED, Status.MISSED))
            _tell(world, place, goal, status, at=datetime(year, 12, 12, 12, tzinfo=UTC))
        elif (now := world.clock.day(25)) > at:
            _tell(world, place, goal, world.dice.choice((Status.ON_TRACK,) * 3 + (Status.AT_RISK,)), at=now)
    if is_over:
        world.rows.add(
            YearReview(
                **world.keys(),
                community_id=place.community.id,
                kind=place.community.kind,
                year=year,
                reached="Most of what we set out to do. What helped: one person who asked at every meeting.",
                learned="Fewer goals, sooner. Next year we begin with the one that needs other departments.",
                written_by_id=place.leader.id,
                at=min(datetime(year + 1, 1, 9, 12, tzinfo=UTC), world.clock.now),
            )
        )


def _tell(
    world: World, place: Place, goal: Goal, status: Status, *, at: datetime, note: str | None = None
) -> None:
    world.rows.add(
        GoalProgress(
            **world.keys(),
            goal_id=goal.id,
            community_id=goal.community_id,
            kind=goal.kind,
            status=status,
            note=NOTES[status] if note is None else note,
            told_by_id=place.leader.id,
            at=max(at, goal.set_at + timedelta(minutes=1)),
        )
    )
