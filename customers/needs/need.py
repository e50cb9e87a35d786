"""The need: what customers lack, said so that somebody can answer it."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.search.folding import fold
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_need"
STAFF = "(select app.my_party()) = 'staff'"
KEEPS = "(select app.keeps_needs()) or created_by_id = (select app.pid())"
CHANGEABLE = ("title", "text", "search_text", "status", "owner", "merged_into")
COLUMNS = ("title", "text", "search_text", "status", "owner_id", "merged_into_id")


class NeedStatus(models.TextChoices):
    """How far a need is on its way to a service."""

    CAPTURED = "captured", _("Captured")
    CONFIRMED = "confirmed", _("Confirmed")
    ANSWERED = "answered", _("Answered")
    DROPPED = "dropped", _("Dropped")
    MERGED = "merged", _("Merged")


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs."""

    def visible_to(self, person: "Person") -> "NeedQuerySet":
        """The tenant's, for all staff: they name no person and no account."""
        return self.filter(tenant_id=person.tenant_id)

    def standing(self) -> "NeedQuerySet":
        """Neither dropped nor merged into another one."""
        return self.exclude(status__in=(NeedStatus.DROPPED, NeedStatus.MERGED))

    def matching(self, words: str) -> "NeedQuerySet":
        """That hold all of the words, accents folded."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Need(Walled):
    """A need of customers in general terms; who said so stands in its sources. `at` is its first capture."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    search_text = models.TextField()
    status = models.CharField(max_length=9, choices=NeedStatus, default=NeedStatus.CAPTURED)
    owner = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    merged_into = TenantForeignKey("customers.Need", null=True, related_name="+")
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=COLUMNS),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "merged_into_id", TABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(status__in=NeedStatus.values), name="customers_need_status"
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | ~models.Q(status="merged") & models.Q(merged_into__isnull=True),
                name="customers_need_merged",
            ),
            Policy(name="customers_need_read", command="select", using=STAFF),
            Policy(
                name="customers_need_capture",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {STAFF}",
            ),
            Policy(name="customers_need_change", command="update", using=KEEPS, check=KEEPS),
            *for_definers(TABLE, update=("status",)),
        ]
        indexes = [models.Index(fields=["tenant_id", "status", "-at"], name="customers_need_board")]

    def __str__(self) -> str:
        return self.title
