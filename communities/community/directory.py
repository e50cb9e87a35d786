"""The directory: which communities there are, for whom and for what."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from communities.community.community import Community
from communities.community.kinds import Kind, MemberState
from communities.community.membership import Membership
from communities.community.standing import LEADING, placed, standing
from tenancy.people.person import Party, Person
from tenancy.search.folding import fold

# In this order; an archive comes last, and its administrator alone sees it.
ORDER = (Kind.INDUCED_COP, Kind.STRATEGIC, Kind.CO_INNOVATION, Kind.CUSTOMER, Kind.DEMO, Kind.ARCHIVE)
SEATED = (MemberState.INVITED, MemberState.REQUESTED, MemberState.ACTIVE)


@dataclass(slots=True)
class Entry:
    """A community with what may be said of its people: leaders, members, countries, share of the largest."""

    community: Community
    leaders: list[str] = field(default_factory=list)
    members: int = 0
    countries: dict[str, int] = field(default_factory=dict)

    @property
    def across_borders(self) -> int | None:
        """Percent of the members who work outside the country that most of them work in; None if unknown."""
        known = sum(self.countries.values())
        return round(100 * (known - max(self.countries.values())) / known) if known else None


def directory(reader: Person, *, words: str = "", kind: str = "") -> list[Entry]:
    """The communities that this person may know of, three queries however many there are."""
    found = Community.objects.visible_to(reader)
    if reader.party == Party.CUSTOMER:  # a guest sees the shell of one thread, which makes nobody a member
        found = found.filter(memberships__person_id=reader.id, memberships__state__in=SEATED)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    communities = [one for one in found.annotate(**standing(reader)) if _shown(one) and _matches(one, words)]
    communities.sort(key=lambda one: (ORDER.index(Kind(one.kind)), one.name.casefold()))
    entries = {one.id: Entry(one) for one in communities}
    _add_leaders(entries, reader)
    _add_countries(entries, reader)
    return list(entries.values())


def _shown(community: Community) -> bool:
    return community.kind != Kind.ARCHIVE or placed(community).opens


def _matches(community: Community, words: str) -> bool:
    text = fold(f"{community.name} {community.purpose} {community.domain}")
    return all(word in text for word in fold(words).split())


def _add_leaders(entries: dict[UUID, Entry], reader: Person) -> None:
    seats = (
        Membership.objects.visible_to(reader)
        .active()
        .filter(community_id__in=list(entries), role__in=LEADING)
    )
    for community, name in seats.order_by("-role", "joined_at").values_list(
        "community_id", "person__display_name"
    ):
        entries[community].leaders.append(name)


def _add_countries(entries: dict[UUID, Entry], reader: Person) -> None:
    seats = Membership.objects.visible_to(reader).active().filter(community_id__in=list(entries))
    counted = seats.values_list("community_id", "person__country").annotate(n=Count("pk")).order_by()
    members: defaultdict[UUID, int] = defaultdict(int)
    for community, country, n in counted:
        members[community] += n
        if country:
            entries[community].countries[country] = n
    for community, n in members.items():
        entries[community].members = n
