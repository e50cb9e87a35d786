"""Who holds which role, what is missing, and who could be next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.room import members_of
from communities.roles.community_role import CommunityRole, CommunityRoleQuerySet
from communities.roles.confirmation import QUARTER, RolesConfirmation
from communities.roles.role_term import RoleTerm
from tenancy.people.person import Person

SUGGESTED = 5
SOON = timedelta(days=42)


@dataclass(frozen=True, slots=True)
class Cover:
    """The roles of a community as of one day, and when mission and roles were last confirmed."""

    roles: Sequence[CommunityRole]
    confirmed_at: datetime | None
    today: date

    @property
    def unowned(self) -> list[CommunityRole]:
        """Roles that nobody holds, or whose holder has left."""
        return [role for role in self.roles if not is_owned(role)]

    @property
    def overdue(self) -> list[CommunityRole]:
        """Roles whose term should have ended."""
        return [role for role in self.roles if is_owned(role) and role.until and role.until < self.today]

    @property
    def needs_confirming(self) -> bool:
        """A quarter has passed since mission and roles were confirmed, or they never were."""
        return bool(self.roles) and (
            self.confirmed_at is None or self.confirmed_at.date() + QUARTER <= self.today
        )


def with_holders(roles: CommunityRoleQuerySet) -> CommunityRoleQuerySet:
    """Each role with its running term, holder and deputy; one query."""
    running = Q(terms__closed_on=None, terms__withdrawn_at=None)
    seats = Membership.objects.active().filter(
        community=OuterRef("community"), person=OuterRef("term__owner")
    )
    columns = {
        "term_id": F("term__id"),
        "holder_id": F("term__owner_id"),
        "holder": F("term__owner__display_name"),
        "holder_party": F("term__owner__party"),
        "stand_in": F("term__deputy__display_name"),
        "since": F("term__starts_on"),
        "until": F("term__ends_on"),
        "holder_is_seated": Exists(seats),
    }
    return roles.annotate(term=FilteredRelation("terms", condition=running)).annotate(**columns)


def is_owned(role: CommunityRole) -> bool:
    """Somebody holds it who is still here."""
    return role.term_id is not None and role.holder_is_seated


def cover_of(community: Community, *, today: date) -> Cover:
    """One query: each role brings the last confirmation along, which says nothing where there are no roles."""
    confirmed = RolesConfirmation.objects.filter(community=OuterRef("community"), withdrawn_at=None)
    latest = {"confirmed_at": Subquery(confirmed.order_by("-at").values("at")[:1])}
    defined = CommunityRole.objects.filter(community=community).defined()
    roles = list(with_holders(defined).annotate(**latest))
    return Cover(roles, roles[0].confirmed_at if roles else None, today)


def next_in_turn(community: Community, role: CommunityRole) -> "QuerySet[Person]":
    """Members who could take the role next: those whose last term in any role is longest ago, or who had none."""
    terms = RoleTerm.objects.filter(community=community, owner=OuterRef("pk"), withdrawn_at=None)
    holding = role.terms.filter(closed_on=None, withdrawn_at=None).values("owner_id")
    return (
        members_of(community)
        .exclude(id__in=holding)
        .annotate(last_held=Subquery(terms.order_by("-starts_on").values("starts_on")[:1]))
        .order_by(F("last_held").asc(nulls_first=True), "display_name")[:SUGGESTED]
    )
