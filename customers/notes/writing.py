"""Writing notes, changing them, keeping drafts of them, and doing what they promise."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from communities.discussions.markdown import render
from customers.accounts.account import Account
from customers.accounts.community_case import CommunityCase
from customers.accounts.contact import Contact
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Channel, Note, Occasion
from customers.notes.note_draft import NoteDraft
from customers.notes.note_revision import NoteRevision
from customers.notes.participant import NoteParticipant
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold


class NotTheAuthor(Exception):
    """Only who wrote a note changes its words."""


@dataclass(frozen=True, slots=True)
class Said:
    """All that a note says, beside whose account it is about."""

    body: str
    occurred_on: date
    occasion: str = Occasion.VISIT
    channel: str = Channel.IN_PERSON
    others_present: str = ""
    contacts: Iterable[Contact] = ()
    colleague: Person | None = None
    interests: Iterable[Interest] = ()
    next_step: str = ""
    next_step_due_on: date | None = None
    case: CommunityCase | None = field(default=None)


def write_note(account: Account | None, said: Said, *, by: Person, at: datetime) -> Note:
    """Stores the note and forgets the draft that it came from. The database refuses foreign accounts."""
    note = Note(account=account, case=said.case, author=by, at=at, **_words(account, said))
    note.save()
    _name(note, said)
    _plan(note, said, by=by)
    discard_draft(account, by=by)
    record(note, "note.written", by=by, plane=Plane.SPONSOR, account=account, occasion=said.occasion)
    return note


def revise_note(note: Note, said: Said, *, by: Person, at: datetime) -> None:
    """Changes one's own note; former words are kept beside it. Raises NotTheAuthor."""
    if note.author_id != by.id:
        raise NotTheAuthor
    if said.body != note.body:
        NoteRevision(note=note, body=note.body, body_html=note.body_html, replaced_at=at).save()
    for name, value in _words(note.account, said).items():
        setattr(note, name, value)
    note.edited_at = at
    note.save()
    NoteParticipant.objects.filter(note=note).delete()
    NoteInterest.objects.filter(note=note).delete()
    _name(note, said)
    _plan(note, said, by=by)
    discard_draft(note.account, by=by)
    record(note, "note.changed", by=by, plane=Plane.SPONSOR, account=note.account_id)


def finish_step(step: NextStep, *, by: Person, at: datetime) -> None:
    """It is done."""
    step.done_at, step.done_by = at, by
    step.save()
    record(step, "next_step.done", by=by, plane=Plane.SPONSOR, note=step.note_id)


def reopen_step(step: NextStep, *, by: Person) -> None:
    """It was not done after all."""
    step.done_at, step.done_by = None, None
    step.save()
    record(step, "next_step.reopened", by=by, plane=Plane.SPONSOR, note=step.note_id)


def keep_draft(account: Account | None, *, fields: dict[str, Any], by: Person, at: datetime) -> None:
    """Keeps what is filled in so far; a form without words forgets the draft."""
    if not str(fields.get("body", "")).strip() and not str(fields.get("next_step", "")).strip():
        return discard_draft(account, by=by)
    mine = NoteDraft.objects.visible_to(by).filter(account=account)
    if not mine.update(fields=fields, saved_at=at):
        NoteDraft(person=by, account=account, fields=fields, saved_at=at).save()
    return None


def discard_draft(account: Account | None, *, by: Person) -> None:
    """Forgets the draft, if there is one."""
    NoteDraft.objects.visible_to(by).filter(account=account).delete()


def searched(account: Account | None, said: Said) -> str:
    """What a search looks through: words, account, everybody present, interests."""
    names = [*map(str, said.contacts), *map(str, said.interests)]
    return fold(" ".join([said.body, str(account or ""), said.others_present, said.next_step, *names]))


def _words(account: Account | None, said: Said) -> dict[str, Any]:
    return {
        "occasion": said.occasion,
        "channel": said.channel,
        "occurred_on": said.occurred_on,
        "others_present": said.others_present,
        "body": said.body,
        "body_html": render(said.body),
        "search_text": searched(account, said),
    }


def _name(note: Note, said: Said) -> None:
    """Who was there and what came up. What one contact alone was there to raise, she raised."""
    contacts = list(said.contacts)
    there = [NoteParticipant(note=note, contact=contact) for contact in contacts]
    if said.colleague:
        there.append(NoteParticipant(note=note, person=said.colleague))
    NoteParticipant.objects.bulk_create(there)
    raised_by = contacts[0] if len(contacts) == 1 else None
    NoteInterest.objects.bulk_create(
        NoteInterest(note=note, interest=interest, contact=raised_by) for interest in said.interests
    )


def _plan(note: Note, said: Said, *, by: Person) -> None:
    """One next step for each note; taken back when the form is emptied of it."""
    step = NextStep.objects.filter(note=note).first()
    if not (said.next_step and said.next_step_due_on):
        if step and step.done_at is None:
            step.done_at, step.done_by = note.edited_at, by
            step.save()
    elif step:
        step.what, step.due_on = said.next_step, said.next_step_due_on
        step.save()
    else:
        NextStep(note=note, owner=by, what=said.next_step, due_on=said.next_step_due_on).save()
