"""The link by which a candidate reads her own fit form."""

from django.db import models

from customers.leaders.purposes import PEOPLE, SHEET
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_fitlink"


class FitLink(Walled):
    """A link that was handed to the candidate; only the digest of its token is kept. Ends by itself or by hand."""

    candidate = TenantForeignKey("customers.LeaderCandidate", related_name="links")
    digest = models.CharField(max_length=64)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()
    ends_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    changeable = ("withdrawn_at",)

    class Meta:
        ordering = ("-at",)
        constraints = [
            *walled(TABLE, changeable=("withdrawn_at",)),
            refers(TABLE, "candidate_id", "customers_leadercandidate"),
            refers(TABLE, "by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "digest"], name="customers_fitlink_digest"),
            PurposeWall(name="customers_fitlink_apart", only=[PEOPLE, SHEET]),
            Policy(
                name="customers_fitlink_read",
                command="select",
                using="candidate_id in (select app.my_candidates()) or (select app.has_role('compliance'))"
                " or candidate_id in (select app.my_sheet_candidates())",
            ),
            Policy(
                name="customers_fitlink_make",
                command="insert",
                check="by_id = (select app.pid()) and candidate_id in (select app.my_candidates())",
            ),
            Policy(
                name="customers_fitlink_end",
                command="update",
                using="candidate_id in (select app.my_candidates())",
                check="candidate_id in (select app.my_candidates())",
            ),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.ends_on}"
