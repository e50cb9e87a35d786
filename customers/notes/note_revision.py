"""Earlier wordings of a note."""

from django.db import models

from customers.notes.participant import OF_A_NOTE, OF_MY_NOTE
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_noterevision"


class NoteRevision(Walled):
    """A note as it stood until its author changed it; readers of the note may read it."""

    note = TenantForeignKey("customers.Note", related_name="revisions")
    body = models.TextField()
    body_html = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("-replaced_at", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "note_id", "customers_note"),
            Policy(name="customers_noterevision_read", command="select", using=OF_A_NOTE),
            Policy(name="customers_noterevision_write", command="insert", check=OF_MY_NOTE),
            *for_definers(TABLE, verbs=("select", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "note"], name="customers_noterev_note")]

    def __str__(self) -> str:
        return f"{self.replaced_at:%Y-%m-%d %H:%M}"
