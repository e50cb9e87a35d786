"""Proposing solutions and saying how far they have come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from communities.community.community import Community
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold


class SaidAlready(Exception):
    """This member has reported it, or vouched for it, already."""


class OwnSolution(Exception):
    """Others say whether one's own proposal works."""


class NotTriedYet(Exception):
    """Nobody has tried it or uses it; there is nothing to vouch for."""


def propose(community: Community, *, words: Mapping[str, Any], by: Person, at: datetime) -> Solution:
    """A solution in the register, proposed by a member; `words` are title, problem, solution, discussion."""
    solution = Solution(
        community=community, proposed_by=by, proposed_at=at, search_text=_searched(words), **words
    )
    solution.save()
    record(solution, "solution.proposed", by=by, community=community)
    return solution


def reword(solution: Solution, *, words: Mapping[str, Any], by: Person) -> None:
    """Other words, by its proposer or a moderator; the row policy refuses others."""
    for name, value in words.items():
        setattr(solution, name, value)
    solution.search_text = _searched(words)
    solution.save()
    record(solution, "solution.reworded", by=by, community=solution.community_id)


def set_aside(solution: Solution, *, wanted: bool, by: Person, at: datetime) -> None:
    """It is out of date or was a mistake; or it is taken up again."""
    solution.set_aside_at = at if wanted else None
    solution.save()
    verb = "solution.set_aside" if wanted else "solution.taken_up"
    record(solution, verb, by=by, community=solution.community_id)


def report(solution: Solution, *, words: Mapping[str, Any], by: Person, at: datetime) -> SolutionReport:
    """A member tried it or uses it. Raises OwnSolution, SaidAlready."""
    if solution.proposed_by_id == by.id:
        raise OwnSolution
    said = SolutionReport(solution=solution, community_id=solution.community_id, person=by, at=at, **words)
    _say(said)
    record(solution, "solution.reported", by=by, community=solution.community_id, use=said.use)
    return said


def validate(solution: Solution, *, basis: str, by: Person, at: datetime) -> SolutionValidation:
    """A moderator vouches for it. Raises OwnSolution, NotTriedYet, SaidAlready; the row policy holds the same."""
    if solution.proposed_by_id == by.id:
        raise OwnSolution
    if not solution.reports.filter(withdrawn_at=None).exists():
        raise NotTriedYet
    vouched = SolutionValidation(
        solution=solution, community_id=solution.community_id, validated_by=by, basis=basis, at=at
    )
    _say(vouched)
    record(solution, "solution.validated", by=by, community=solution.community_id)
    return vouched


def take_back(said: SolutionReport | SolutionValidation, *, by: Person, at: datetime) -> None:
    """One's own word counts no longer."""
    said.withdrawn_at = at
    said.save()
    record(said, "solution.word_taken_back", by=by, community=said.community_id)


def _say(said: SolutionReport | SolutionValidation) -> None:
    try:
        with transaction.atomic():
            said.save()
    except IntegrityError as error:
        raise SaidAlready from error


def _searched(words: Mapping[str, Any]) -> str:
    return fold(f"{words['title']} {words['problem']} {words['solution']}")
