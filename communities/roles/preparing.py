"""Writing down what makes a lead ready: trainings and the plan for succession."""

from datetime import date, datetime

from communities.community.community import Community
from communities.roles.leader_training import LeaderTraining
from communities.roles.succession_plan import SuccessionPlan
from tenancy.events.recording import record
from tenancy.people.person import Person


def record_leader_training(
    community: Community, *, person: Person, course: str, completed_on: date, by: Person, at: datetime
) -> LeaderTraining:
    """By leader or deputy, of a community of practice also by the programme office; the row policy refuses others."""
    training = LeaderTraining(
        community=community,
        kind=community.kind,
        person=person,
        course=course,
        completed_on=completed_on,
        recorded_by=by,
        recorded_at=at,
    )
    training.save()
    record(training, "leader_training.recorded", by=by, community=community)
    return training


def withdraw_training(training: LeaderTraining, *, wanted: bool, by: Person, at: datetime) -> None:
    """A line written by mistake counts no longer, or again."""
    training.withdrawn_at = at if wanted else None
    training.save()
    verb = "leader_training.withdrawn" if wanted else "leader_training.restored"
    record(training, verb, by=by, community=training.community_id)


def note_succession(community: Community, *, plan: str, by: Person, at: datetime) -> SuccessionPlan:
    """A new plan takes the place of the one before, which stays as history."""
    noted = SuccessionPlan(community=community, kind=community.kind, plan=plan, noted_by=by, noted_at=at)
    noted.save()
    record(noted, "succession_plan.noted", by=by, community=community)
    return noted


def withdraw_plan(plan: SuccessionPlan, *, by: Person, at: datetime) -> None:
    """The plan before it counts again."""
    plan.withdrawn_at = at
    plan.save()
    record(plan, "succession_plan.withdrawn", by=by, community=plan.community_id)
