"""Reading Deep Dives for pages, files and a participant's own request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from customers.accounts.contact import Contact
from customers.deep_dives.deep_dive import DeepDive, DeepDiveQuerySet, DiveStatus
from customers.deep_dives.participant import Answer, DeepDiveConsent, DeepDiveParticipant
from customers.needs.source import NeedSource
from tenancy.people.person import Person
from tenancy.search.folding import fold

COLUMNS = ("date", "title", "scenario", "place", "status", "host", "guests", "needs")


@dataclass(frozen=True, slots=True)
class Guest:
    """A participant with the answers given so far."""

    participant: DeepDiveParticipant
    answers: Sequence[DeepDiveConsent]

    @property
    def answer(self) -> str:
        """The latest answer; "" for who has not been asked."""
        return self.answers[-1].answer if self.answers else ""

    @property
    def is_colleague(self) -> bool:
        """Colleagues are not asked."""
        return self.participant.person_id is not None

    @property
    def may_be_named(self) -> bool:
        """Whether what she says may be written down in her name."""
        return self.is_colleague or self.answer == Answer.GIVEN

    @property
    def waits(self) -> bool:
        """Whether she is still to be asked."""
        return not self.is_colleague and not self.answers and self.participant.attended is not False


def found_dives(person: Person, *, asked: Mapping[str, str]) -> DeepDiveQuerySet:
    """Deep Dives narrowed by q and status, each with `guests` and `needs`, how many."""
    found = DeepDive.objects.visible_to(person).select_related("host")
    for word in fold(asked.get("q", "")[:100]).split():
        found = found.filter(title__icontains=word) | found.filter(scenario__icontains=word)
    if (status := asked.get("status", "")) in DiveStatus.values:
        found = found.filter(status=status)
    return found.annotate(
        guests=_counted(DeepDiveParticipant.objects.filter(person=None), "pk"),
        needs=_counted(NeedSource.objects.all(), "need"),
    )


def guests_of(dive: DeepDive) -> list[Guest]:
    """The participants, guests first, with their answers; two queries."""
    listed = dive.participants.select_related("account").prefetch_related("consents")
    guests = [Guest(one, sorted(one.consents.all(), key=lambda c: (c.at, c.id))) for one in listed]
    return sorted(guests, key=lambda guest: (guest.is_colleague, guest.participant.name))


def rows_of(found: DeepDiveQuerySet) -> Iterator[tuple[Any, ...]]:
    """Deep Dives as lines of a file, in the order of COLUMNS."""
    for one in found.order_by("-held_on", "-id")[:5_000]:
        counts: Any = one
        yield (
            one.held_on, one.title, one.scenario, one.place, one.status, one.host, counts.guests, counts.needs,
        )  # fmt: skip


def deep_dives_about(contact: Contact) -> list[dict[str, Any]]:
    """What workshops hold about a contact: attendance, her answers on consent, what she is quoted with (D5)."""
    listed = DeepDiveParticipant.objects.filter(contact=contact)
    return [
        {
            "workshop": one.deep_dive.title,
            "date": f"{one.deep_dive.held_on}",
            "attended": one.attended,
            "consents": [
                {"answer": c.answer, "purpose": c.purpose, "how": c.how, "on": f"{c.on}"}
                for c in one.consents.all()
            ],
            "said": [source.said for source in NeedSource.objects.filter(participant=one) if source.said],
        }
        for one in listed.select_related("deep_dive").prefetch_related("consents")
    ]


def _counted(rows: "QuerySet[Any]", what: str) -> Coalesce:
    per_dive = rows.filter(tenant_id=OuterRef("tenant_id"), deep_dive=OuterRef("pk"))
    counted = per_dive.order_by().values("deep_dive").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
