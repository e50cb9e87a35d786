"""Setting goals, saying how they stand, reviewing a year: for leader and deputy."""

from datetime import datetime

from communities.community.community import Community
from communities.goals.goal import Goal, Status
from communities.goals.goal_progress import GoalProgress
from communities.goals.year_review import YearReview
from tenancy.events.recording import record
from tenancy.people.person import Person


def set_goal(community: Community, *, year: int, title: str, measure: str, by: Person, at: datetime) -> Goal:
    """A goal begins on track."""
    goal = Goal(
        community=community,
        kind=community.kind,
        year=year,
        title=title,
        measure=measure,
        set_by=by,
        set_at=at,
    )
    goal.save()
    tell_progress(goal, status=Status.ON_TRACK, note="", by=by, at=at)
    record(goal, "goal.set", by=by, community=community, year=year)
    return goal


def reword_goal(goal: Goal, *, title: str, measure: str, by: Person) -> None:
    """The same goal in better words."""
    goal.title, goal.measure = title, measure
    goal.save()
    record(goal, "goal.reworded", by=by, community=goal.community_id)


def drop_goal(goal: Goal, *, wanted: bool, by: Person, at: datetime) -> None:
    """The community no longer aims at it, or does again."""
    goal.dropped_at = at if wanted else None
    goal.save()
    record(goal, "goal.dropped" if wanted else "goal.taken_up", by=by, community=goal.community_id)


def tell_progress(goal: Goal, *, status: str, note: str, by: Person, at: datetime) -> GoalProgress:
    """The latest word counts; earlier ones are the goal's history."""
    told = GoalProgress(
        goal=goal,
        community_id=goal.community_id,
        kind=goal.kind,
        status=status,
        note=note,
        told_by=by,
        at=at,
    )
    told.save()
    record(goal, "goal.told", by=by, community=goal.community_id, status=status)
    return told


def take_word_back(told: GoalProgress, *, by: Person, at: datetime) -> None:
    """The word before it counts again."""
    told.withdrawn_at = at
    told.save()
    record(told, "goal.word_taken_back", by=by, community=told.community_id)


def review_year(
    community: Community, *, year: int, reached: str, learned: str, by: Person, at: datetime
) -> YearReview:
    """What was reached and learned; a later review takes the place of an earlier one."""
    review = YearReview(
        community=community,
        kind=community.kind,
        year=year,
        reached=reached,
        learned=learned,
        written_by=by,
        at=at,
    )
    review.save()
    record(review, "year.reviewed", by=by, community=community, year=year)
    return review
