"""Registers of solutions: each community has a few, some tried, some validated, some in use."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from communities.community.kinds import Kind
from communities.discussions.thread import Thread
from communities.solutions.solution import Solution
from communities.solutions.solution_report import Outcome, SolutionReport, Use
from communities.solutions.solution_validation import SolutionValidation
from config.demo.place import Place
from config.demo.reading import table
from config.demo.world import World
from tenancy.people.person import Person
from tenancy.search.folding import fold

FEWEST_MEMBERS = 5
OUTCOMES = (Outcome.WORKED,) * 5 + (Outcome.PARTLY,) * 3 + (Outcome.FAILED,)
BASES = (
    "Three teams over four months; the reports agree, and the figures were looked at together.",
    "Reviewed at two meetings. Works where the first step is done by the same person each time.",
)
NOTES = (
    "Tried it for four weeks; the list at the door made the difference.",
    "Works for us after we moved the hand-over by half an hour.",
    "In part: the second step needs somebody who has the time.",
    "",
)


def solve(world: World, places: Mapping[str, Place]) -> None:
    """Two to seven solutions for each living community with enough members."""
    known = table("solutions")
    for place in places.values():
        if len(place.members) >= FEWEST_MEMBERS:
            words = known["members" if place.community.kind == Kind.CUSTOMER else "staff"]
            most = min(len(words), 2 + len(place.members) // 6)
            for one in world.dice.sample(words, most):
                _propose(world, place, one)


def _propose(world: World, place: Place, words: Mapping[str, str]) -> None:
    begun = place.numbered(FEWEST_MEMBERS)
    age = max(1, (world.clock.now - begun).days - 20)
    at = min(begun + timedelta(days=world.dice.randint(10, 10 + age)), world.clock.day(2))
    author, *others = world.dice.sample(place.present(max(at, begun)), 5)
    solution = world.rows.add(
        Solution(
            **world.keys(),
            community_id=place.community.id,
            title=words["title"],
            problem=words["problem"],
            solution=words["solution"],
            search_text=fold(f"{words['title']} {words['problem']} {words['solution']}"),
            discussion_id=_thread(world, place.threads.values()),
            proposed_by_id=author.id,
            proposed_at=at,
        )
    )
    tried = others[: world.dice.choice((0, 1, 2, 3, 3))]
    latest = max((_report(world, solution, one, Use.TRIED) for one in tried), default=None)
    if len(tried) > 1 and latest and place.leader.id != author.id and world.dice.random() < 0.7:
        _vouch(world, solution, place.leader, after=latest)
        for one in tried[:2]:
            _report(world, solution, one, Use.ADOPTED, after=latest)


def _report(
    world: World, solution: Solution, by: Person, use: Use, *, after: datetime | None = None
) -> datetime:
    begun = after or solution.proposed_at
    at = min(begun + timedelta(days=world.dice.randint(6, 60)), world.clock.day(0.5))
    worked = use == Use.ADOPTED
    world.rows.add(
        SolutionReport(
            **world.keys(),
            solution_id=solution.id,
            community_id=solution.community_id,
            person_id=by.id,
            use=use,
            outcome=Outcome.WORKED if worked else world.dice.choice(OUTCOMES),
            note="" if worked else world.dice.choice(NOTES),
            at=at,
        )
    )
    return at


def _vouch(world: World, solution: Solution, by: Person, *, after: datetime) -> None:
    world.rows.add(
        SolutionValidation(
            **world.keys(),
            solution_id=solution.id,
            community_id=solution.community_id,
            validated_by_id=by.id,
            basis=world.dice.choice(BASES),
            at=min(after + timedelta(days=world.dice.randint(5, 40)), world.clock.now),
        )
    )


def _thread(world: World, threads: Iterable[Thread]) -> UUID | None:
    known = list(threads)
    return world.dice.choice(known).id if known and world.dice.random() < 0.6 else None
