"""The register of solutions: each with how far it has come, found by words and standing."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from communities.solutions.solution import SolutionQuerySet, Standing
from communities.solutions.solution_report import SolutionReport, Use
from communities.solutions.solution_validation import SolutionValidation
from tenancy.search.folding import fold


def with_standing(solutions: SolutionQuerySet) -> SolutionQuerySet:
    """Each with `tried_by`, `used_by` (numbers of members), `standing`, and `at` for paging."""
    valid = SolutionValidation.objects.filter(solution=OuterRef("pk"), withdrawn_at=None)
    counted = {
        "tried_by": _members(Use.TRIED),
        "used_by": _members(Use.ADOPTED),
        "is_valid": Exists(valid),
        "at": F("proposed_at"),
    }
    reached = Case(
        When(~Q(set_aside_at=None), then=Value(Standing.SET_ASIDE.value)),
        When(is_valid=True, then=Value(Standing.VALIDATED.value)),
        When(Q(tried_by__gt=0) | Q(used_by__gt=0), then=Value(Standing.TRIED.value)),
        default=Value(Standing.PROPOSED.value),
    )
    annotated = {"standing": reached}
    return solutions.annotate(**counted).annotate(**annotated)


def matching(solutions: SolutionQuerySet, *, words: str, standing: str) -> SolutionQuerySet:
    """Those that hold every word and stand so; of no standing: all that were not set aside."""
    for word in fold(words).split():
        solutions = solutions.filter(search_text__contains=word)
    if standing in Standing.values:
        chosen = {"standing": standing}
        return solutions.filter(**chosen)
    return solutions.filter(set_aside_at=None)


def _members(use: Use) -> Coalesce:
    reports = SolutionReport.objects.filter(solution=OuterRef("pk"), use=use, withdrawn_at=None).order_by()
    counted = reports.values("solution").annotate(n=Count("person", distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
