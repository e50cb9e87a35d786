"""Sending gaps to the functions that own them, and what these do with them (accept, return, finish)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.needs.routed_action import Origin, RoutedAction, Status
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words


class AlreadyAnswered(Exception):
    """Somebody of the function has accepted or returned it before."""


class NotAccepted(Exception):
    """Only what was accepted, and is not done yet, can be finished."""


class ReasonMissing(ValueError):
    """Who returns a gap says why."""


def route(
    *,
    origin_kind: str,
    origin: UUID | None,
    title: str,
    function: str,
    due_on: date,
    by: Person,
    at: datetime,
    text: str = "",
    follows: RoutedAction | None = None,
) -> RoutedAction:
    """Puts a gap into the inbox of `function`; the answer is due on `due_on`.

    `origin_kind` is a value of Origin, `origin` the id of the need, idea or survey gap that it came from.
    `follows` is the returned action that it replaces.
    """
    action = RoutedAction(
        origin_kind=Origin(origin_kind).value,
        origin=origin,
        title=title[:160],
        text=text,
        function=function,
        due_on=due_on,
        sent_by=by,
        at=at,
        follows=follows,
    )
    action.save()
    record(action, "gap.routed", by=by, plane=Plane.SPONSOR, function=function, origin=origin_kind)
    return action


def accept(action: RoutedAction, *, owner: Person, due_on: date, by: Person, at: datetime) -> None:
    """The function takes it: `owner` closes it until `due_on`. Raises AlreadyAnswered."""
    _answer(action, status=Status.ACCEPTED, owner_id=owner.id, due_on=due_on, by=by, at=at)
    record(action, "gap.accepted", by=by, plane=Plane.SPONSOR, function=action.function, owner=owner)


def give_back(action: RoutedAction, *, reason: str, by: Person, at: datetime) -> None:
    """Returns it to the sender with the reason. Raises ReasonMissing, AlreadyAnswered."""
    if not reason.strip():
        raise ReasonMissing
    _answer(action, status=Status.RETURNED, answer=reason.strip()[:400], by=by, at=at)
    record(action, "gap.returned", by=by, plane=Plane.SPONSOR, function=action.function)


def finish(action: RoutedAction, *, outcome: str, by: Person, at: datetime) -> None:
    """The gap is closed; `outcome` says how. Raises NotAccepted."""
    _change(action, NotAccepted, was=Status.ACCEPTED, status=Status.DONE, outcome=outcome[:400], done_at=at)
    record(action, "gap.closed", by=by, plane=Plane.SPONSOR, function=action.function)


def _answer(action: RoutedAction, *, by: Person, at: datetime, **changes: Any) -> None:
    _change(action, AlreadyAnswered, was=Status.SENT, answered_by_id=by.id, answered_at=at, **changes)


def _change(action: RoutedAction, refusal: type[Exception], *, was: str, **changes: Any) -> None:
    """Only one of two who answer at the same moment gets through."""
    if not RoutedAction.objects.filter(id=action.id, status=was).update(**changes):
        raise refusal
    action.refresh_from_db()


words["already_answered"] = _("Somebody of the function has answered it before you.")
words["not_accepted"] = _("It must be accepted first, and can be closed once.")
