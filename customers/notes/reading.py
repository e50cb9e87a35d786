"""Finding notes: the list with its filters, and what belongs to one account or one person."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from customers.accounts.account import Account
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note, NoteQuerySet, Occasion
from tenancy.people.person import Person

COLUMNS = (
    "date", "account", "external_id", "occasion", "channel", "author", "contacts", "others_present",
    "interests", "text", "next_step", "due_on", "done",
)  # fmt: skip
MOST_ROWS = 20_000
WITH = ("participants__contact", "participants__person", "raised__interest", "steps")


def found_notes(person: Person, *, asked: Mapping[str, str]) -> NoteQuerySet:
    """The notes that this person may read, narrowed by q, occasion, interest, account, by=me, since, until."""
    found = Note.objects.visible_to(person).matching(asked.get("q", "")[:100])
    if (occasion := asked.get("occasion")) in Occasion.values:
        found = found.filter(occasion=occasion)
    if interest := _uuid(asked.get("interest", "")):
        found = found.filter(raised__interest=interest).distinct()
    if account := _uuid(asked.get("account", "")):
        found = found.filter(Q(account=account) | Q(account__merged_into=account))
    if asked.get("by") == "me":
        found = found.filter(author=person)
    if since := _day(asked.get("since", "")):
        found = found.filter(occurred_on__gte=since)
    if until := _day(asked.get("until", "")):
        found = found.filter(occurred_on__lte=until)
    return found.select_related("account", "author").prefetch_related(*WITH)


def notes_of(account: Account, *, reader: Person, most: int = 5) -> list[Note]:
    """The latest notes about an account, as its page shows them."""
    return list(
        found_notes(reader, asked={"account": str(account.id)}).order_by("-occurred_on", "-id")[:most]
    )


def steps_due(person: Person, *, until: date) -> list[NextStep]:
    """The person's own open steps that are due by that day, the oldest first."""
    mine = NextStep.objects.visible_to(person).open().filter(owner=person, due_on__lte=until)
    return list(mine.select_related("note__account")[:20])


def interests_counted(person: Person) -> list[Any]:
    """The vocabulary, each word with how many notes that the reader sees have raised it."""
    raised = NoteInterest.objects.filter(tenant_id=person.tenant_id, interest=OuterRef("pk"))
    counted = raised.order_by().values("interest").annotate(n=Count("note", distinct=True))
    words = Interest.objects.visible_to(person).annotate(notes=Coalesce(Subquery(counted.values("n")), 0))
    return list(words.order_by(F("retired_at").asc(nulls_first=True), "search_name"))


def rows_of(found: NoteQuerySet) -> Iterator[tuple[Any, ...]]:
    """Notes as lines of a file, in the order of COLUMNS."""
    for note in found.order_by("-occurred_on", "-id")[:MOST_ROWS].iterator(chunk_size=500):
        step = next(iter(note.steps.all()), None)
        yield (
            note.occurred_on,
            note.account or "",
            note.account.external_id if note.account else "",
            note.occasion,
            note.channel,
            note.author,
            "; ".join(str(one.contact) for one in note.participants.all() if one.contact),
            note.others_present,
            "; ".join(str(one.interest) for one in note.raised.all()),
            note.body,
            step.what if step else "",
            step.due_on if step else "",
            f"{step.done_at:%Y-%m-%d}" if step and step.done_at else "",
        )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
