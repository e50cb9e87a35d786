"""The communities a person prepares, each with its stage and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

from communities.community.community import Community
from communities.community.kinds import Kind, Stage
from customers.preparation.preparation_action import PreparationAction
from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest

STAGES = [Stage.IDEA, Stage.PREPARATION, Stage.INITIATION, Stage.ACTIVE, Stage.SUSTAINING, Stage.RENEWAL]
NEXT = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """One community on the board."""

    community: Community
    actions: list[PreparationAction]
    today: date

    @property
    def position(self) -> int:
        """Where on the gauge of seven stages it stands."""
        known = self.community.stage in STAGES
        return STAGES.index(Stage(self.community.stage)) + 1 if known else len(STAGES) + 1

    @property
    def age(self) -> str:
        """How long it has stood there."""
        days = (self.today - self.community.stage_since).days
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}

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
    ordered = sorted(open_actions, key=lambda action: action.community_id)
    actions = {place: list(found) for place, found in groupby(ordered, key=lambda a: a.community_id)}
    board = [Prepared(place, actions.get(place.id, []), today) for place in places]
    return sorted(board, key=_urgency)


def _urgency(prepared: Prepared) -> tuple[date, str]:
    return (prepared.actions[0].due_on if prepared.actions else date.max, prepared.community.name)


def board_card(request: ActedRequest) -> dict[str, Any] | None:
    """The home card; nothing for who prepares no community."""
    assert request.actor.person is not None
    today = timezone.localdate()
    board = board_of(request.actor.person, today=today)
    return {"board": board, "today": today} if board else None


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
