"""Whether a community's lead stands on firm ground: trained before the kick-off, a deputy, a plan for succession."""

from dataclasses import dataclass
from datetime import date

from communities.community.community import Community
from communities.community.kinds import MemberRole, Stage
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.roles.leader_training import LeaderTraining
from communities.roles.succession_plan import SuccessionPlan
from tenancy.people.person import Person


@dataclass(frozen=True, slots=True)
class Led:
    """A leader or deputy with her own trainings, the latest first."""

    person: Person
    role: str
    trainings: tuple[LeaderTraining, ...]
    kicked_off_on: date | None

    @property
    def is_trained(self) -> bool:
        """She completed at least one training."""
        return bool(self.trainings)

    @property
    def was_trained_before(self) -> bool:
        """She completed one by the kick-off; where there was none yet, by today."""
        first = min((one.completed_on for one in self.trainings), default=None)
        return first is not None and (self.kicked_off_on is None or first <= self.kicked_off_on)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Leaders, deputies and the plan for their succession."""

    leaders: tuple[Led, ...]
    deputies: tuple[Led, ...]
    plan: SuccessionPlan | None
    kicked_off_on: date | None


def readiness_of(community: Community) -> Readiness:
    """Four queries. The kick-off is the day on which the community first became active."""
    began = StageChange.objects.filter(community=community, stage=Stage.ACTIVE).order_by("at").first()
    kicked_off_on = began.at.date() if began else None
    leading = _led(community, kicked_off_on)
    return Readiness(
        leaders=tuple(one for one in leading if one.role == MemberRole.LEADER),
        deputies=tuple(one for one in leading if one.role == MemberRole.DEPUTY),
        plan=SuccessionPlan.objects.filter(community=community, withdrawn_at=None).first(),
        kicked_off_on=kicked_off_on,
    )


def _led(community: Community, kicked_off_on: date | None) -> list[Led]:
    seats = (
        Membership.objects.active()
        .filter(community=community, role__in=(MemberRole.LEADER, MemberRole.DEPUTY))
        .select_related("person")
        .order_by("joined_at")
    )
    trainings = list(LeaderTraining.objects.filter(community=community, withdrawn_at=None))
    return [
        Led(
            seat.person,
            seat.role,
            tuple(one for one in trainings if one.person_id == seat.person_id),
            kicked_off_on,
        )
        for seat in seats
    ]
