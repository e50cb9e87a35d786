"""What leaders do about findings: some steps worked, some did not, some are still under way."""

from datetime import timedelta
from uuid import UUID

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.health.health_finding import HealthFinding
from analytics.health.health_part import HealthPart
from analytics.health.health_run import HealthRun
from analytics.health.indicators import WORDS
from communities.community.kinds import Kind, MemberRole, MemberState
from communities.community.membership import Membership
from config.demo.world import World
from tenancy.wall.loading import OWNER, loading

EACH = 3


def act(world: World) -> None:
    """For findings of five, three and one month ago an action: for all inside the firm, every third elsewhere.

    The older ones are done, the newest open.
    """
    with loading([CorrectiveAction, HealthPart, HealthRun, Membership]):
        ours = {"tenant_id": world.tenant}
        if CorrectiveAction.objects.using(OWNER).filter(**ours).exists():
            return
        leaders = _leaders(world)
        actions = [action for back in (5, 3, 1) for action in _actions(world, leaders, back=back)]
        CorrectiveAction.objects.using(OWNER).bulk_create(_one_open_each(actions))


def _leaders(world: World) -> dict[UUID, UUID]:
    seats = Membership.objects.using(OWNER).filter(
        tenant_id=world.tenant, role=MemberRole.LEADER, state=MemberState.ACTIVE
    )
    return dict(seats.values_list("community_id", "person_id"))


def _actions(world: World, leaders: dict[UUID, UUID], *, back: int) -> list[CorrectiveAction]:
    findings = HealthFinding.objects.using(OWNER).filter(
        tenant_id=world.tenant, run__first_day=world.clock.month(back), community_id__in=leaders
    )
    found = findings.order_by("community_id", "rank").select_related("run")
    return [
        _action(world, finding, leaders, done=back > 1)
        for at, finding in enumerate(found)
        if finding.kind != Kind.CUSTOMER or at % EACH == 0
    ]


def _action(
    world: World, finding: HealthFinding, leaders: dict[UUID, UUID], *, done: bool
) -> CorrectiveAction:
    opened_at = world.clock.noon(finding.run.last_day + timedelta(days=6))
    leader = leaders[finding.community_id]
    return CorrectiveAction(
        **world.keys(),
        run_id=finding.run_id,
        community_id=finding.community_id,
        kind=finding.kind,
        finding=finding.code,
        evidence=finding.evidence,
        title=str(WORDS[finding.code].step)[:200],
        owner_id=leader,
        due_on=(opened_at + timedelta(days=21)).date(),
        opened_by_id=leader,
        opened_at=opened_at,
        outcome=Outcome.DONE if done else Outcome.OPEN,
        closed_at=opened_at + timedelta(days=17) if done else None,
    )


def _one_open_each(actions: list[CorrectiveAction]) -> list[CorrectiveAction]:
    """At most one open action for a finding of a community."""
    seen, kept = set(), []
    for action in actions:
        key = (action.community_id, action.finding)
        if action.outcome != Outcome.OPEN or key not in seen:
            kept.append(action)
        if action.outcome == Outcome.OPEN:
            seen.add(key)
    return kept
