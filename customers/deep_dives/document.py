"""Documents of a Deep Dive, kept in the database so that the wall covers them too."""

from django.db import models

from customers.deep_dives.participant import HELD_BY_ME, OF_MINE
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_deepdivedocument"
CONTENT = "customers_deepdivecontent"


class DeepDiveDocument(Walled):
    """A file: its name and type as our own checks found them."""

    deep_dive = TenantForeignKey("customers.DeepDive", related_name="documents")
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    added_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "deep_dive_id", "customers_deepdive"),
            refers(TABLE, "added_by_id", "tenancy_person"),
            Policy(name="customers_deepdivedocument_read", command="select", using=OF_MINE),
            Policy(
                name="customers_deepdivedocument_add",
                command="insert",
                check=f"added_by_id = (select app.pid()) and {HELD_BY_ME}",
            ),
            Policy(name="customers_deepdivedocument_drop", command="delete", using=HELD_BY_ME),
        ]
        indexes = [models.Index(fields=["tenant_id", "deep_dive"], name="customers_divedoc_dive")]

    def __str__(self) -> str:
        return self.file_name


class DeepDiveContent(Walled):
    """The bytes of a document, apart from its row so that lists never load them."""

    document = TenantForeignKey("customers.DeepDiveDocument", related_name="contents")
    deep_dive = TenantForeignKey("customers.DeepDive", related_name="+")
    content = models.BinaryField()

    class Meta:
        constraints = [
            *walled(CONTENT, verbs=("select", "insert", "delete")),
            refers(CONTENT, "document_id", TABLE),
            refers(CONTENT, "deep_dive_id", "customers_deepdive"),
            models.UniqueConstraint(fields=["tenant_id", "document"], name="customers_deepdivecontent_once"),
            Policy(name="customers_deepdivecontent_read", command="select", using=OF_MINE),
            Policy(name="customers_deepdivecontent_add", command="insert", check=HELD_BY_ME),
            Policy(name="customers_deepdivecontent_drop", command="delete", using=HELD_BY_ME),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}"
