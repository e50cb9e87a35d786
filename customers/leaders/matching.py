"""Who fits the ideal member profile: by knowledge, practice role and motivation, each for itself (A10.07)."""

from collections.abc import Iterable
from dataclasses import dataclass

from customers.accounts.contact import Contact
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.person import Person
from tenancy.search.folding import fold

MOST_OFFERED = 40
# All that is ever read of a contact here; segment and figures are not among it.
READ = ("id", "name", "profession", "account__name")


@dataclass(frozen=True, slots=True)
class Match:
    """What of the profile a person meets. Three answers, no total."""

    knowledge: tuple[str, ...]
    role: str
    motivations: tuple[str, ...]

    @property
    def meets_all(self) -> bool:
        """Whether something speaks for each of the three."""
        return bool(self.knowledge and self.role and self.motivations)


def match(profile: MemberProfile, candidate: MemberCandidate) -> Match:
    """The wanted words that the candidate's own words hold, accents and case folded."""
    return Match(
        _held(profile.knowledge, candidate.knowledge),
        next(iter(_held(profile.practice_roles, [candidate.practice_role])), ""),
        _held(profile.motivations, candidate.motivations),
    )


def _held(wanted: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    said = [fold(word) for word in words]
    return tuple(one for one in wanted if any(fold(one) in word for word in said))


def contacts_fitting(
    prospect: ProspectiveCommunity, profile: MemberProfile, *, person: Person
) -> list[tuple[Contact, str]]:
    """Contacts whose profession holds a wanted practice role, with that role; by name, those listed left out."""
    listed = MemberCandidate.objects.filter(prospect=prospect, contact__isnull=False).values("contact_id")
    seen = Contact.objects.filter(tenant_id=person.tenant_id).exclude(type="system").exclude(id__in=listed)
    rows = seen.exclude(name="").exclude(profession="").select_related("account").only(*READ)
    found = []
    for contact in rows.order_by("name", "id").iterator():
        if role := next(iter(_held(profile.practice_roles, [contact.profession])), ""):
            found.append((contact, role))
            if len(found) == MOST_OFFERED:
                break
    return found
