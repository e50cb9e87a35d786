"""The figures of roles, leads, time, recognition, solutions and goals once more, slowly, from their definitions."""

from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from communities.community.kinds import Kind, MemberRole
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.goals.goal import Goal
from communities.goals.goal_progress import GoalProgress
from communities.leading.effort import Category, LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import Recognition
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.leader_training import LeaderTraining
from communities.roles.role_term import RoleTerm
from communities.roles.succession_plan import SuccessionPlan
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation
from tests.analytics.health.practised import Practised


def expected(made: Practised, systems: set[UUID]) -> dict[str, Any]:
    """Every figure of the six subjects; None where the definition says that there is none."""
    seats = {row.person_id: row for row in made.of(Membership) if row.person_id not in systems}
    here = {person: row for person, row in seats.items() if _is_seated(row, made.until)}
    return {
        **_roles(made, set(here)),
        **_readiness(made, here),
        **_time(made),
        **_thanks(made, set(here)),
        **_solutions(made),
        **_goals(made),
    }


def _is_seated(row: Membership, until: datetime) -> bool:
    assert row.joined_at is not None
    return row.joined_at < until and (row.ended_at is None or row.ended_at >= until)


def _part(some: int, whole: int) -> float | None:
    return round(some / whole, 4) if whole else None


def _stands(at: datetime | None, until: datetime) -> bool:
    return at is None or at >= until


def _roles(made: Practised, here: set[UUID]) -> dict[str, Any]:
    last, until = made.days[1], made.until
    defined = [r for r in made.of(CommunityRole) if r.defined_at < until and _stands(r.retired_at, until)]
    owned, overdue, alone = 0, 0, 0
    for role in defined:
        terms = [
            term
            for term in made.of(RoleTerm)
            if term.role_id == role.id and term.withdrawn_at is None and term.owner_id in here
            if term.starts_on <= last and (term.closed_on is None or last < term.closed_on)
        ]
        owned += bool(terms)
        overdue += any(term.ends_on < last for term in terms)
        alone += bool(terms) and not any(term.deputy_id in here for term in terms)
    said = [one.at for one in made.of(RolesConfirmation) if one.withdrawn_at is None and one.at < until]
    return {
        "roles_defined": len(defined),
        "roles_with_owner": _part(owned, len(defined)),
        "roles_overdue": overdue,
        "roles_without_deputy": alone,
        "days_since_roles_confirmed": (until - max(said)).days if said else None,
    }


def _readiness(made: Practised, here: dict[UUID, Membership]) -> dict[str, Any]:
    leaders = [person for person, row in here.items() if row.role == MemberRole.LEADER]
    names = ("leaders_trained", "leaders_trained_before", "deputy_named", "succession_planned")
    if not leaders:
        return dict.fromkeys(names)
    last, until = made.days[1], made.until
    began = [one.at for one in made.of(StageChange) if one.stage == "active" and one.at < until]
    by = min(began).astimezone(made.zone).date() if began else last
    done = [
        (one.person_id, one.completed_on)
        for one in made.of(LeaderTraining)
        if one.withdrawn_at is None and one.completed_on <= last
    ]
    trained = {person for person, _day in done}
    before = {person for person, day in done if day <= by}
    plans = [one for one in made.of(SuccessionPlan) if one.withdrawn_at is None and one.noted_at < until]
    return {
        "leaders_trained": _part(len(trained & set(leaders)), len(leaders)),
        "leaders_trained_before": _part(len(before & set(leaders)), len(leaders)),
        "deputy_named": int(any(row.role == MemberRole.DEPUTY for row in here.values())),
        "succession_planned": int(bool(plans)),
    }


def _time(made: Practised) -> dict[str, Any]:
    first, last = made.days
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    months = [day for day in days if day.day == 1]
    signed = [a for a in made.of(TimeAgreement) if a.signed_at is not None and a.signed_at < made.until]
    held = [
        a.hours_per_month
        for month in months
        for a in signed
        if a.starts_on <= month and (a.ended_on is None or month < a.ended_on)
    ]
    told = [one for one in made.of(LeaderEffort) if one.month in months]
    if not held and not told:
        names = ("agreed", "reported")
        return dict.fromkeys([f"leader_hours_{name}" for name in names] + ["leader_time"]) | dict.fromkeys(
            ("leader_time_trust", "leader_time_facilitation")
        )
    hours = sum(one.hours for one in told)
    by = {name: sum(one.hours for one in told if one.category == name) for name in Category.values}
    return {
        "leader_hours_agreed": sum(held),
        "leader_hours_reported": hours if told else None,
        "leader_time": _part(hours, sum(held)) if told else None,
        "leader_time_trust": _part(by["trust"], hours),
        "leader_time_facilitation": _part(by["facilitation"], hours),
    }


def _thanks(made: Practised, here: set[UUID]) -> dict[str, Any]:
    since, until = made.until - timedelta(days=183), made.until
    notes = {n.id for n in made.of(Recognition) if n.withdrawn_at is None and since <= n.at < until}
    thanked = {one.person_id for one in made.of(RecognitionRecipient) if one.recognition_id in notes}
    shown = made.community.kind == Kind.INDUCED_COP and len(here) >= 5
    return {"members_recognised": _part(len(thanked & here), len(here)) if shown else None}


def _solutions(made: Practised) -> dict[str, Any]:
    since, until = made.until - timedelta(days=365), made.until
    cohort = [
        one
        for one in made.of(Solution)
        if since <= one.proposed_at < until and _stands(one.set_aside_at, until)
    ]
    names = ("proposed", "tried", "validated", "in_use")
    if not cohort:
        gone = [*(f"solutions_{name}" for name in names), "median_days_to_tried", "median_days_to_validated"]
        return dict.fromkeys(gone)
    reports = [one for one in made.of(SolutionReport) if one.withdrawn_at is None and one.at < until]
    vouched = [one for one in made.of(SolutionValidation) if one.withdrawn_at is None and one.at < until]
    tried, valid = _waits(cohort, reports), _waits(cohort, vouched)
    used = {one.solution_id for one in reports if one.use == "adopted"}
    return {
        "solutions_proposed": len(cohort),
        "solutions_tried": _part(len(tried), len(cohort)),
        "solutions_validated": _part(len(valid), len(cohort)),
        "solutions_in_use": len(used & {one.id for one in cohort}),
        "median_days_to_tried": round(median(tried), 1) if tried else None,
        "median_days_to_validated": round(median(valid), 1) if valid else None,
    }


def _waits(cohort: list[Any], said: list[Any]) -> list[float]:
    waits = []
    for one in cohort:
        words = [word.at for word in said if word.solution_id == one.id]
        if words:
            waits.append((min(words) - one.proposed_at).total_seconds() / 86_400)
    return waits


def _goals(made: Practised) -> dict[str, Any]:
    until = made.until
    goals = [
        one
        for one in made.of(Goal)
        if one.year == made.days[1].year and one.set_at < until and _stands(one.dropped_at, until)
    ]
    if not goals:
        return dict.fromkeys(("goals_set", "goals_on_track", "goals_reached"))
    latest = []
    for goal in goals:
        words = [
            (word.at, word.id.int, word.status)
            for word in made.of(GoalProgress)
            if word.goal_id == goal.id and word.withdrawn_at is None and word.at < until
        ]
        latest.append(max(words)[2] if words else "")
    return {
        "goals_set": len(goals),
        "goals_on_track": _part(sum(one in ("on_track", "reached") for one in latest), len(goals)),
        "goals_reached": latest.count("reached"),
    }
