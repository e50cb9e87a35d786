"""Defining roles, appointing members to them, ending terms, confirming: for leader and deputy."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from communities.community.community import Community
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.role_term import RoleTerm
from tenancy.events.recording import record
from tenancy.people.person import Person


class RoleExists(Exception):
    """The community has a role of this name."""


class TermRunsAlready(Exception):
    """Somebody was appointed meanwhile."""


def define_role(community: Community, *, words: Mapping[str, Any], by: Person, at: datetime) -> CommunityRole:
    """A role that nobody holds yet. Raises RoleExists."""
    role = CommunityRole(community=community, defined_by=by, defined_at=at, **words)
    _keep(role)
    record(role, "role.defined", by=by, community=community)
    return role


def change_role(role: CommunityRole, *, words: Mapping[str, Any], by: Person) -> None:
    """Other words for a role. Raises RoleExists."""
    for name, value in words.items():
        setattr(role, name, value)
    _keep(role)
    record(role, "role.changed", by=by, community=role.community_id)


def retire_role(role: CommunityRole, *, wanted: bool, by: Person, at: datetime) -> None:
    """The community needs the role no longer, or takes that back. Raises RoleExists where its name was given away."""
    role.retired_at = at if wanted else None
    _keep(role)
    record(role, "role.retired" if wanted else "role.restored", by=by, community=role.community_id)


def appoint_to(
    role: CommunityRole,
    *,
    owner: Person,
    deputy: Person | None,
    starts_on: date,
    ends_on: date,
    by: Person,
    at: datetime,
) -> RoleTerm:
    """A new term; the running one closes the day that it begins, so a role rotates in one step.

    Raises TermRunsAlready where somebody else was appointed at the same moment.
    """
    role.terms.filter(closed_on=None, withdrawn_at=None).update(closed_on=starts_on)
    term = RoleTerm(
        role=role,
        community_id=role.community_id,
        owner=owner,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        appointed_by=by,
        appointed_at=at,
    )
    _run(term)
    record(role, "role.appointed", by=by, community=role.community_id, term=term, person=owner)
    return term


def take_appointment_back(term: RoleTerm, *, by: Person, at: datetime) -> None:
    """As if it had not been made: whoever held the role until its first day holds it again."""
    term.withdrawn_at = at
    term.save()
    before = RoleTerm.objects.filter(role=term.role_id, withdrawn_at=None, closed_on=term.starts_on)
    if (last := before.order_by("-starts_on", "-appointed_at").first()) is not None:
        last.closed_on = None
        last.save()
    record(term, "role.appointment_taken_back", by=by, community=term.community_id)


def end_term(term: RoleTerm, *, on: date | None, by: Person) -> None:
    """The holder steps down on a day; None lets the term run on. Raises TermRunsAlready where another one runs."""
    term.closed_on = on
    _run(term)
    record(term, "role.term_ended" if on else "role.term_goes_on", by=by, community=term.community_id)


def confirm_roles(community: Community, *, by: Person, at: datetime) -> RolesConfirmation:
    """Mission and roles were gone through and are right."""
    said = RolesConfirmation(community=community, confirmed_by=by, at=at)
    said.save()
    record(community, "roles.confirmed", by=by, community=community)
    return said


def take_confirmation_back(said: RolesConfirmation, *, by: Person, at: datetime) -> None:
    """It was a slip of the hand."""
    said.withdrawn_at = at
    said.save()
    record(said, "roles.confirmation_taken_back", by=by, community=said.community_id)


def _keep(role: CommunityRole) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise RoleExists from error


def _run(term: RoleTerm) -> None:
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError as error:
        if "communities_roleterm_one_open" in str(error):
            raise TermRunsAlready from error
        raise
