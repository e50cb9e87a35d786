"""What a POST was answered, kept for a day."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_idempotentanswer"


class IdempotentAnswer(Walled):
    """The answer to the first call with an Idempotency-Key; written in the transaction of what the call did.

    `fingerprint` is a hash of the whole call. Only narrow functions read and write these rows, for the acting
    client; they end after 24 hours.
    """

    client = TenantForeignKey("customers.ApiClient", related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    headers = models.JSONField()
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "client_id", "customers_apiclient"),
            models.UniqueConstraint(
                fields=["tenant_id", "client_id", "key"], name="customers_idempotentanswer_once"
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "at"], name="customers_idempotent_by_age")]

    def __str__(self) -> str:
        return self.key
