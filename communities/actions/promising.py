"""Opening, closing, moving and passing on action items."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from communities.actions.action_item import ActionItem, Outcome
from communities.community.community import Community
from communities.meetings.meeting import Meeting
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "action_is_closed": _("This action is closed. Reopen it first."),
        "nothing_moved": _("Neither the day nor the meeting differs from before."),
        "due_before_it_began": _("This day lies before the action was agreed."),
        "not_a_member": _("Only members of this community can take an action."),
    }
)


def open_action(
    community: Community,
    *,
    title: str,
    owner: Person,
    due_on: date,
    by: Person,
    at: datetime,
    meeting: Meeting | None = None,
) -> ActionItem:
    """A promise of a member; one opens for oneself, leaders and moderators for anybody. Its owner hears of it."""
    action = ActionItem(
        community=community,
        meeting=meeting,
        title=title,
        owner=owner,
        due_on=due_on,
        opened_by=by,
        opened_at=at,
    )
    action.save()
    record(action, "action.opened", by=by, community=community, owner=owner)
    return action


def close_action(action: ActionItem, *, outcome: Outcome, said: str, by: Person, at: datetime) -> None:
    """Done, with what was learnt; or dropped, with the reason. For its owner, leader and deputy."""
    action.outcome, action.closing_words, action.closed_at = outcome, said, at
    action.save(update_fields=["outcome", "closing_words", "closed_at"])
    record(action, f"action.{outcome}", by=by, community=action.community_id)


def reopen_action(action: ActionItem, *, by: Person) -> None:
    """Undoes the closing; what was said at it stays with the action until it is closed again."""
    action.outcome, action.closed_at = Outcome.OPEN, None
    action.save(update_fields=["outcome", "closed_at"])
    record(action, "action.reopened", by=by, community=action.community_id)


def carry_over(
    action: ActionItem, *, due_on: date, meeting: Meeting | None, why: str = "", by: Person
) -> None:
    """Moves the due date, or the meeting that takes the action up; each move counts and is kept.

    For its owner, leader and deputy. Raises RuleBroken: `action_is_closed`, `nothing_moved`, `due_before_it_began`.
    """
    call("carry_over", action.id, due_on, meeting.id if meeting else None, why)
    record(action, "action.carried_over", by=by, community=action.community_id)
    action.refresh_from_db(fields=["due_on", "next_meeting"])


def pass_on(action: ActionItem, *, to: Person, by: Person) -> None:
    """Gives the action to another active member, who hears of it. For its owner, leader and deputy."""
    call("pass_on_action", action.id, to.id)
    record(action, "action.passed_on", by=by, community=action.community_id, owner=to)
    action.refresh_from_db(fields=["owner"])
