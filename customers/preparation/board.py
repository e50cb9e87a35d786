"""The communities a person prepares, each with its stage and what comes next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from communities.community.community import Community
from communities.community.kinds import Kind, Stage
from customers.preparation.preparation_action import PreparationAction
from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest

STAGES = [Stage.IDEA, Stage.PREPARATION, Stage.INITIATION, Stage.ACTIVE, Stage.SUSTAINING, Stage.RENEWAL]
BEGINNING = (Stage.IDEA, Stage.PREPARATION, Stage.INITIATION)
NEXT = 3
ENOUGH = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One community on the board."""

    community: Community
    actions: list[PreparationAction]
    today: date
    typical_days: int | None = None

    @property
    def position(self) -> int:
        """Where on the gauge of seven stages it stands."""
        known = self.community.stage in STAGES
        return STAGES.index(Stage(self.community.stage)) + 1 if known else len(STAGES) + 1

    @property
    def age(self) -> str:
        """How long it has stood there."""
        return _days(self._age)

    @property
    def _age(self) -> int:
        return (self.today - self.community.stage_since).days

    @property
    def typical(self) -> str:
        """Median time that the tenant's customer communities have stood in this stage; "" for too few."""
        return "" if self.typical_days is None else _days(self.typical_days)

    @property
    def is_late(self) -> bool:
        """Whether it has stood there longer than is typical."""
        return self.typical_days is not None and self._age > self.typical_days

    @property
    def next_actions(self) -> list[PreparationAction]:
        """The three that come next."""
        return self.actions[:NEXT]

    @property
    def is_overdue(self) -> bool:
        """Whether the next action should have been done."""
        return bool(self.actions) and self.actions[0].due_on < self.today


def board_of(person: Person, *, today: date) -> list[Prepared]:
    """Customer communities that the person stewards and that are not closed, the most urgent first."""
    stewarded = Community.objects.visible_to(person).filter(kind=Kind.CUSTOMER, stewardships__person=person)
    places = list(stewarded.exclude(stage=Stage.CLOSED))
    open_actions = PreparationAction.objects.visible_to(person).filter(community__in=places).open()
    typical = _typical_days(person, today=today) if places else {}
    ordered = sorted(open_actions, key=lambda action: action.community_id)
    actions = {place: list(found) for place, found in groupby(ordered, key=lambda a: a.community_id)}
    board = [Prepared(place, actions.get(place.id, []), today, typical.get(place.stage)) for place in places]
    return sorted(board, key=_urgency)


def _typical_days(person: Person, *, today: date) -> dict[str, int]:
    """Median days since the stage began, of the customer communities now in it; stages with fewer are left out."""
    standing = Community.objects.visible_to(person).filter(kind=Kind.CUSTOMER, stage__in=BEGINNING)
    ages: dict[str, list[int]] = defaultdict(list)
    for stage, since in standing.values_list("stage", "stage_since"):
        ages[stage].append((today - since).days)
    return {stage: round(median(found)) for stage, found in ages.items() if len(found) >= ENOUGH}


def _days(n: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _needs(board: list[Prepared], *, today: date) -> str:
    """What is due within a week, in one sentence or two."""
    soon = [one for one in board if one.actions and one.actions[0].due_on <= today + WEEK]
    words = ngettext(
        "%(n)d customer community is with you.", "%(n)d customer communities are with you.", len(board)
    ) % {"n": len(board)}
    if not soon:
        return words
    first = soon[0]
    return f"{words} " + ngettext(
        "%(n)d needs you within a week: first %(community)s (%(step)s, %(day)s).",
        "%(n)d need you within a week: first %(community)s (%(step)s, %(day)s).",
        len(soon),
    ) % {
        "n": len(soon),
        "community": first.community.name,
        "step": first.actions[0].title,
        "day": date_format(first.actions[0].due_on, "MONTH_DAY_FORMAT"),
    }


def _urgency(prepared: Prepared) -> tuple[date, str]:
    return (prepared.actions[0].due_on if prepared.actions else date.max, prepared.community.name)


def board_card(request: ActedRequest) -> dict[str, Any] | None:
    """The home card; nothing for who prepares no community."""
    assert request.actor.person is not None
    today = timezone.localdate()
    board = board_of(request.actor.person, today=today)
    return {"board": board, "today": today, "needs": _needs(board, today=today)} if board else None


def plan_action(
    community: Community, *, title: str, due_on: date, by: Person, at: datetime
) -> PreparationAction:
    """A further step towards the community, for its steward."""
    action = PreparationAction(community=community, title=title, due_on=due_on, created_by=by, created_at=at)
    action.save()
    return action


def finish_action(action: PreparationAction, *, at: datetime) -> None:
    """It is done."""
    action.done_at = at
    action.save()


def stewarded_by(person: Person, slug: str) -> Any:
    """The communities with this slug that the person stewards: one or none."""
    return Community.objects.visible_to(person).filter(
        kind=Kind.CUSTOMER, stewardships__person=person, slug=slug
    )


def action_of(person: Person, action: UUID) -> Any:
    """The open action with this id among the communities that the person stewards: one or none."""
    return PreparationAction.objects.visible_to(person).filter(
        id=action, done_at=None, community__stewardships__person=person
    )
