"""Where a need was heard."""

from django.db import models

from customers.needs.routed_action import Origin
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_needsource"
KNOWS_IT = (
    "recorded_by_id = (select app.pid()) or (select app.oversees_accounts())"
    " or account_id in (select app.my_accounts()) or deep_dive_id in (select app.my_deep_dives())"
    " or (account_id is null and deep_dive_id is null and note_id is null"
    " and (select app.my_party()) = 'staff')"
)
# A workshop's words are written down once everybody was asked, and in the name of who agreed.
CONSENTED = (
    "(deep_dive_id is null or (deep_dive_id in (select app.my_deep_dives()) and app.all_asked(deep_dive_id)))"
    " and (participant_id is null or app.consented(participant_id, deep_dive_id))"
)
MOVES = "(select app.keeps_needs()) or recorded_by_id = (select app.pid())"


class NeedSource(Walled):
    """One piece of evidence: the note, workshop or survey, and as far as known the account and the words."""

    need = TenantForeignKey("customers.Need", related_name="sources")
    origin_kind = models.CharField(max_length=12, choices=Origin)
    note = TenantForeignKey("customers.Note", null=True, related_name="+")
    deep_dive = TenantForeignKey("customers.DeepDive", null=True, related_name="captured")
    participant = TenantForeignKey("customers.DeepDiveParticipant", null=True, related_name="+")
    account = TenantForeignKey("customers.Account", null=True, related_name="+")
    said = models.CharField(max_length=400, blank=True)
    recorded_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = ("need",)

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=("need_id",)),
            refers(TABLE, "need_id", "customers_need"),
            refers(TABLE, "note_id", "customers_note"),
            refers(TABLE, "deep_dive_id", "customers_deepdive"),
            refers(TABLE, "participant_id", "customers_deepdiveparticipant"),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "recorded_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(origin_kind__in=Origin.values), name="customers_needsource_origin"
            ),
            models.CheckConstraint(
                condition=models.Q(participant__isnull=True) | models.Q(deep_dive__isnull=False),
                name="customers_needsource_in_a_dive",
            ),
            Policy(name="customers_needsource_read", command="select", using=KNOWS_IT),
            Policy(
                name="customers_needsource_record",
                command="insert",
                check="recorded_by_id = (select app.pid()) and (select app.my_party()) = 'staff'"
                " and (account_id is null or deep_dive_id is not null or (select app.oversees_accounts())"
                f" or account_id in (select app.my_accounts())) and {CONSENTED}",
            ),
            Policy(name="customers_needsource_move", command="update", using=MOVES, check=MOVES),
            *for_definers(TABLE, verbs=("select", "delete"), update=("participant_id", "account_id", "said")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "need"], name="customers_needsource_need"),
            models.Index(fields=["tenant_id", "deep_dive"], name="customers_needsource_dive"),
        ]

    def __str__(self) -> str:
        return f"{self.origin_kind} {self.need_id}"
