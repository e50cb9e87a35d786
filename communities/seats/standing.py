"""How a person stands to a community: what the seats pages ask before they show a button."""

from dataclasses import dataclass
from datetime import date

from communities.community.community import Community
from communities.community.kinds import MemberRole, MemberState
from communities.community.membership import Membership
from communities.community.stewardship import Stewardship
from tenancy.people.person import Party, Person

LEADING = (MemberRole.LEADER, MemberRole.DEPUTY)


@dataclass(frozen=True, slots=True)
class Standing:
    """Seat and stewardship of one person in one community, as of one day."""

    person: Person
    community: Community
    seat: Membership | None
    stewardship: Stewardship | None
    today: date

    @property
    def is_verified(self) -> bool:
        """Customers must be verified by the operator; staff need no verification."""
        until = self.person.verified_until
        return self.person.party != Party.CUSTOMER or (until is not None and until >= self.today)

    @property
    def is_member(self) -> bool:
        """Content is open to her."""
        active = self.seat is not None and self.seat.state == MemberState.ACTIVE
        return active and (not self.community.is_customer or self.is_verified)

    @property
    def leads(self) -> bool:
        """Leader or deputy."""
        return self.is_member and self.seat is not None and self.seat.role in LEADING

    @property
    def may_invite(self) -> bool:
        """A leader always; a steward before hand-over or while invitations are delegated."""
        held = self.stewardship
        return self.leads or (
            held is not None and (self.community.handed_over_at is None or held.may_manage_invitations)
        )


def standing_of(person: Person, community: Community, *, on: date) -> Standing:
    """Two small queries."""
    return Standing(
        person=person,
        community=community,
        seat=Membership.objects.filter(community=community, person=person).first(),
        stewardship=Stewardship.objects.filter(community=community, person=person).first(),
        today=on,
    )
