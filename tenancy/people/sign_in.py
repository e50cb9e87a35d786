"""Which user a person is."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "tenancy_signin"


class SignIn(Walled):
    """Ties a person to a user. Only definer functions read it; a CRM import cannot reach it."""

    person = TenantForeignKey("tenancy.Person", related_name="+")
    user_id = models.UUIDField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "person"], name="tenancy_signin_person"),
            models.UniqueConstraint(fields=["tenant_id", "user_id"], name="tenancy_signin_user"),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["user_id"], name="tenancy_signin_by_user")]

    def __str__(self) -> str:
        return f"{self.person_id}"
