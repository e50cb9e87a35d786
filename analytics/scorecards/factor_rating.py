"""A community's own rating of one factor."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_factorrating"
RATED_KINDS = (Kind.INDUCED_COP, Kind.STRATEGIC, Kind.CUSTOMER)


class Rating(models.IntegerChoices):
    """How far a factor is in place."""

    NOTHING = 1, _("1: nothing yet")
    BEGUN = 2, _("2: begun")
    PARTLY = 3, _("3: partly in place")
    MOSTLY = 4, _("4: mostly in place")
    FULLY = 5, _("5: fully in place")


class FactorRatingQuerySet(models.QuerySet["FactorRating"]):
    """Ratings."""

    def visible_to(self, person: "Person") -> "FactorRatingQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def holding(self) -> "FactorRatingQuerySet":
        """Of each community and factor the rating that holds."""
        return self.order_by("community_id", "factor", "-rated_at", "-id").distinct("community_id", "factor")


class FactorRating(Walled):
    """What leader or deputy say of a factor, with the evidence; nothing is overwritten, the latest holds.

    No `rating` means that the factor does not concern this community. Its members read it; the programme office
    reads those of communities of practice. Nobody of the sponsor and no operator reads a customer community's.
    """

    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    factor = models.CharField(max_length=24)
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True)
    evidence = models.TextField()
    rated_by = TenantForeignKey("tenancy.Person", related_name="+")
    rated_at = models.DateTimeField()

    objects = FactorRatingQuerySet.as_manager()

    class Meta:
        ordering = ("-rated_at", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "rated_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(kind__in=RATED_KINDS), name="analytics_factorrating_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__in=Rating.values),
                name="analytics_factorrating_rating",
            ),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="analytics_factorrating_evidence"),
            Policy(
                name="analytics_factorrating_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or (kind = 'induced_cop' and (select app.has_role('programme_office')))",
            ),
            Policy(
                name="analytics_factorrating_write",
                command="insert",
                check="community_id in (select app.my_led()) and rated_by_id = (select app.pid())",
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "factor", "rating", "rated_at")),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "community", "factor", "-rated_at"], name="analytics_factorrating_latest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.rating}"
