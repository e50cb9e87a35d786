"""One version of the segment rules."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_segmentrules"


class RulesState(models.TextChoices):
    """Whether the version still changes."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class SegmentRulesQuerySet(models.QuerySet["SegmentRules"]):
    """Versions."""

    def visible_to(self, person: "Person") -> "SegmentRulesQuerySet":
        """All of the tenant, for whoever oversees accounts."""
        return self.filter(tenant_id=person.tenant_id)

    def published(self) -> "SegmentRulesQuerySet":
        """Published ones, the newest first."""
        return self.filter(state=RulesState.PUBLISHED).order_by("-version")

    def draft(self) -> "SegmentRules | None":
        """The one that is being worked on, if any."""
        return self.filter(state=RulesState.DRAFT).first()


class SegmentRules(Walled):
    """Ordered segments with their conditions; `customers.segments.rules` says how they are written.

    A published version never changes again. One draft at a time; it has the number that it will be published
    under. Written by definer functions, which check the rules against the closed list of facts.
    """

    version = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=RulesState)
    rules = models.JSONField(default=dict)
    note = models.CharField(max_length=400, blank=True)
    changed_by = TenantForeignKey("tenancy.Person", related_name="+")
    changed_at = models.DateTimeField()

    objects = SegmentRulesQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "changed_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "version"], name="customers_segmentrules_once"),
            models.UniqueConstraint(
                fields=["tenant_id"],
                condition=models.Q(state="draft"),
                name="customers_segmentrules_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RulesState.values), name="customers_segmentrules_state"
            ),
            Policy(
                name="customers_segmentrules_read",
                command="select",
                using="(select app.oversees_accounts())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=("state", "rules", "note", "changed_by_id", "changed_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.state}"
