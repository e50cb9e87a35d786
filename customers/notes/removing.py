"""Removing notes: with a reason, by age, and where a contact asks to be forgotten (D5)."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from communities.discussions.markdown import render
from customers.accounts.contact import Contact
from customers.notes.note import Note
from customers.notes.retention import USUAL_MONTHS, NoteRetention
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold
from tenancy.slots.rules import words
from tenancy.wall.functions import call

ERASED = "[…]"
words["reason_missing"] = _("Give the reason; it stays in the place of the words.")


def remove_note(note: Note, *, reason: str, by: Person, at: datetime) -> None:
    """Words and names go, with all former wordings; who, when and why stay.

    For the author or an overseer of sales. Raises RuleBroken ("reason_missing"), NotAllowed.
    """
    call("remove_note", note.id, reason, at)
    record(note, "note.removed", by=by, plane=Plane.SPONSOR, account=note.account_id)


def forget_contact(contact: Contact, *, by: Person, at: datetime) -> tuple[int, int]:
    """Notes with this contact alone are removed; in others the name gives way to “[…]”, links and former
    wordings go. Returns how many of each. For overseers of sales: NotAllowed otherwise.
    """
    shared = [note for note in naming(contact) if note.others]  # type: ignore[attr-defined]
    removed = int(call("forget_contact_in_notes", contact.id, "right to be forgotten", at))
    for note in shared:
        body = without(contact.name, note.body)
        call("redact_note", note.id, body, render(body), without(fold(contact.name), note.search_text))
    record(contact, "contact.forgotten_in_notes", by=by, plane=Plane.SPONSOR, removed=removed)
    return removed, len(shared)


def naming(contact: Contact) -> list[Note]:
    """The notes that a contact took part in or that write her full name; `others` is False where she alone
    was there."""
    from_words = Note.objects.filter(removed_at=None, tenant_id=contact.tenant_id)
    mine = set(contact.noted.filter(note__removed_at=None).values_list("note_id", flat=True))
    if contact.name:
        mine |= set(from_words.matching(contact.name).values_list("id", flat=True))
    found = list(from_words.filter(id__in=mine).prefetch_related("participants", "raised__interest"))
    for note in found:
        there = {one.contact_id for one in note.participants.all() if one.contact_id}
        note.others = there != {contact.id}  # type: ignore[attr-defined]
    return found


def without(name: str, text: str) -> str:
    """The text without the name and without its last word (the family name) standing alone."""
    parts = [part for part in (name, name.split()[-1] if name.split() else "") if len(part) > 2]
    for part in parts:
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", ERASED, text, flags=re.IGNORECASE)
    return text


def expire_notes(*, at: datetime) -> int:
    """Removes what is older than the tenant keeps; for the scheduled task, which acts for nobody."""
    return int(call("expire_notes", at, USUAL_MONTHS))


def kept_months(person: Person) -> int:
    """How many months the tenant keeps notes."""
    row = NoteRetention.objects.filter(tenant_id=person.tenant_id).first()
    return row.months if row else USUAL_MONTHS


def keep_for(months: int, *, by: Person, at: datetime) -> None:
    """Sets how many months notes are kept, from the next night on."""
    row = NoteRetention.objects.filter(tenant_id=by.tenant_id).first() or NoteRetention()
    row.months, row.set_by, row.set_at = months, by, at
    row.save()
    record(row, "note_retention.set", by=by, plane=Plane.SPONSOR, months=months)
