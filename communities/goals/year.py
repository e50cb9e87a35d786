"""The goals of a year with how they stand, and what was said when the year was over."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from communities.community.community import Community
from communities.goals.goal import Goal, GoalQuerySet, Status
from communities.goals.goal_progress import GoalProgress
from communities.goals.year_review import YearReview

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a community."""

    year: int
    goals: tuple[Goal, ...]
    review: YearReview | None

    @property
    def good(self) -> int:
        """Goals on track or reached."""
        return sum(goal.status in (Status.ON_TRACK, Status.REACHED) for goal in self.goals)

    @property
    def is_much(self) -> bool:
        """More goals than a community keeps in mind without becoming a project."""
        return len(self.goals) > ENOUGH


def with_status(goals: GoalQuerySet) -> GoalQuerySet:
    """Each with `status`, `told_at` and `note` of its latest word."""
    latest = GoalProgress.objects.filter(goal=OuterRef("pk"), withdrawn_at=None).order_by("-at", "-id")
    columns = {
        "status": Subquery(latest.values("status")[:1]),
        "told_at": Subquery(latest.values("at")[:1]),
        "note": Subquery(latest.values("note")[:1]),
    }
    return goals.annotate(**columns)


def year_of(community: Community, year: int) -> Year:
    """Two queries."""
    goals = with_status(Goal.objects.filter(community=community, year=year, dropped_at=None))
    review = YearReview.objects.filter(community=community, year=year).select_related("written_by").first()
    return Year(year, tuple(goals), review)


def years_of(community: Community) -> list[int]:
    """The years with goals, the latest first."""
    years = Goal.objects.filter(community=community).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())
