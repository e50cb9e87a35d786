"""Roles of staff and operator."""

from django.db import models

from tenancy.permissions.roles import Role
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "tenancy_roleassignment"


class RoleAssignment(Walled):
    """One role of one person. Given and taken by a definer function that asks who is asking."""

    person = TenantForeignKey("tenancy.Person", related_name="role_assignments")
    role = models.CharField(max_length=24, choices=Role)
    granted_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "granted_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "role"], name="tenancy_roleassignment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="tenancy_roleassignment_role"
            ),
            Policy(
                name="tenancy_roleassignment_read",
                command="select",
                using="person_id = (select app.pid()) or (select app.my_party()) in ('staff', 'operator')",
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]

    def __str__(self) -> str:
        return f"{self.role}"
