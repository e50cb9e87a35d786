"""Notes of visits belong to the sponsor's plane: own accounts for a rep, all for overseers (A9.01, A10.09)."""

import pytest
from django.db import ProgrammingError

from customers.notes.interest import NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note
from customers.notes.note_draft import NoteDraft
from customers.notes.note_revision import NoteRevision
from customers.notes.participant import NoteParticipant
from customers.notes.writing import keep_draft
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting
from tests.customers.notes.conftest import AT, DAY, Write

PARTS = (NoteParticipant, NoteInterest, NextStep, NoteRevision)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("rep", 1), ("manager", 2), ("office", 2),
        ("colleague", 0), ("leader", 0), ("admin", 0), ("physician", 0), ("member", 0),
        ("operator", 0), ("rival", 0),
    ],
)  # fmt: skip
def test_a_note_is_read_where_its_account_is(acting: Acting, write: Write, who: str, sees: int) -> None:
    """A9.01: sponsor plane only."""
    write("rep", contacts=("C1",), next_step="Send the paper", next_step_due_on=DAY)
    write("manager", "A2")
    with acting(who):
        assert Note.objects.count() == sees
        if not sees:
            assert [model.objects.count() for model in PARTS] == [0, 0, 0, 0]


def test_nobody_writes_about_an_account_that_is_not_in_her_care(
    acting: Acting, write: Write, cast: Cast
) -> None:
    """A10.09"""
    theirs = write("manager", "A2").account_id
    with pytest.raises(ProgrammingError, match="row-level security"), acting("rep"):
        Note(
            account_id=theirs, author_id=cast.rep, occasion="visit", channel="video",
            occurred_on=DAY, body="x", body_html="x", search_text="x", at=AT,
        ).save()  # fmt: skip


def test_a_manager_cannot_put_words_into_a_reps_note(acting: Acting, write: Write) -> None:
    """A9.01: an overseer reads."""
    note = write("rep")
    with acting("manager"):
        assert Note.objects.filter(id=note.id).update(body="Changed") == 0
    with pytest.raises(ProgrammingError, match="row-level security"), acting("manager"):
        NoteParticipant(note_id=note.id, person_id=note.author_id).save()


def test_a_draft_is_its_writers_alone(acting: Acting, write: Write, cast: Cast) -> None:
    """A9.01"""
    with acting("rep"):
        keep_draft(None, fields={"body": "begun"}, by=Person.objects.get(id=cast.rep), at=AT)
        assert NoteDraft.objects.count() == 1
    with acting("manager"):
        assert not NoteDraft.objects.exists()
