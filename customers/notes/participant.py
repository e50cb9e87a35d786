"""Who was there: contacts of the firm's records and colleagues."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_noteparticipant"
# The subqueries below are read under the policies of the note itself.
OF_A_NOTE = """exists (select from customers_note n where n.tenant_id = (select app.tid())
    and n.id = note_id)"""
OF_MY_NOTE = """exists (select from customers_note n where n.tenant_id = (select app.tid())
    and n.id = note_id and n.author_id = (select app.pid()))"""


class NoteParticipant(Walled):
    """A contact or a colleague who took part; whoever reads the note reads this."""

    note = TenantForeignKey("customers.Note", related_name="participants")
    contact = TenantForeignKey("customers.Contact", null=True, related_name="noted")
    person = TenantForeignKey("tenancy.Person", null=True, related_name="+")

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "note_id", "customers_note"),
            refers(TABLE, "contact_id", "customers_contact"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "note", "contact", "person"],
                name="customers_noteparticipant_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(contact__isnull=False, person__isnull=True)
                | models.Q(contact__isnull=True, person__isnull=False),
                name="customers_noteparticipant_one",
            ),
            Policy(name="customers_noteparticipant_read", command="select", using=OF_A_NOTE),
            Policy(name="customers_noteparticipant_add", command="insert", check=OF_MY_NOTE),
            Policy(name="customers_noteparticipant_drop", command="delete", using=OF_MY_NOTE),
            *for_definers(TABLE, verbs=("select", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "contact"], name="customers_notepart_contact")]

    def __str__(self) -> str:
        return f"{self.contact_id or self.person_id}"
