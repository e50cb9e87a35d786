"""Opening, closing and following corrective actions: a finding, a step, and what the next check says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.health.health_finding import HealthFinding
from analytics.health.health_run import HealthRun
from tenancy.events.recording import record
from tenancy.people.person import Person


class ActedOnAlready(Exception):
    """Somebody works on this finding already; one open action for each finding of a community."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An action with the check that judged it: the first one that ended after it was done, if there is one yet."""

    action: CorrectiveAction
    judged_by: HealthRun | None
    is_gone: bool | None

    @property
    def worked(self) -> bool:
        """The finding was gone at the next check."""
        return bool(self.is_gone)


def open_action(
    finding: HealthFinding, *, title: str, owner: Person, due_on: date, by: Person, at: datetime
) -> CorrectiveAction:
    """For leader and deputy of the community; raises ActedOnAlready."""
    taken = CorrectiveAction.objects.filter(
        community=finding.community_id, finding=finding.code, outcome=Outcome.OPEN
    )
    if taken.exists():
        raise ActedOnAlready
    action = CorrectiveAction(
        run_id=finding.run_id,
        community_id=finding.community_id,
        kind=finding.kind,
        finding=finding.code,
        evidence=finding.evidence,
        title=title,
        owner=owner,
        due_on=due_on,
        opened_by=by,
        opened_at=at,
    )
    action.save()
    record(action, "corrective_action.opened", by=by, community=action.community_id, finding=finding.code)
    return action


def close_action(action: CorrectiveAction, *, outcome: Outcome, why: str, by: Person, at: datetime) -> None:
    """Done, or dropped with the reason why; for its owner, leader and deputy."""
    action.outcome, action.why, action.closed_at = outcome, why, at
    action.save()
    record(action, f"corrective_action.{outcome}", by=by, community=action.community_id)


def followed(actions: Sequence[CorrectiveAction], runs: Sequence[HealthRun]) -> list[Followed]:
    """Each action with its next check. `runs` are the stored checks of the community, in any order."""
    found = _codes(runs)
    ordered = sorted(runs, key=lambda run: run.last_day)
    return [_followed(action, ordered, found) for action in actions]


def _followed(
    action: CorrectiveAction, runs: Sequence[HealthRun], found: Mapping[UUID, set[str]]
) -> Followed:
    if action.outcome != Outcome.DONE or action.closed_at is None:
        return Followed(action, None, None)
    done_on = action.closed_at.date()
    judge = next((run for run in runs if run.last_day > done_on), None)
    gone = None if judge is None else action.finding not in found.get(judge.id, set())
    return Followed(action, judge, gone)


def _codes(runs: Sequence[HealthRun]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {run.id: set() for run in runs}
    rows = HealthFinding.objects.filter(run_id__in=found).values_list("run_id", "code")
    for run, code in rows:
        found[run].add(code)
    return found
