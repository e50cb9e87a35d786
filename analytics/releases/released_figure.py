"""One figure of one month."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.releases.figures import KEYS, WORD
from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "analytics_releasedfigure"
CROSSED = "crossed_at is not null"
FIGURES_FOR = "(select app.reads_releases()) or (select app.has_scope('reports:read'))"


class Absence(models.TextChoices):
    """Why a figure never crosses."""

    TOO_FEW = "too_few", _("too few people stand behind it")
    SWITCHED_OFF = "switched_off", _("switched off by the community")
    CLOSED = "closed", _("the community is closed to figures")


class FigureQuerySet(models.QuerySet["ReleasedFigure"]):
    """Figures."""

    def visible_to(self, person: "Person") -> "FigureQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class ReleasedFigure(Walled):
    """A figure in the form in which it may leave: `shown` is what the release rule made of it, null where nothing.

    Members see it at once, the sponsor from `crossed_at` on, which is set together with the ledger line and never
    for one that is `absent`. A steward gets the word of her community, management the figures beside it.
    """

    release = TenantForeignKey("analytics.Release", related_name="figures")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    month = models.DateField()
    figure = models.CharField(max_length=24)
    shown = models.JSONField(null=True)
    noted = models.CharField(max_length=200, blank=True)
    absent = models.CharField(max_length=16, choices=Absence, blank=True)
    crossed_at = models.DateTimeField(null=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("-month", "id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(
                TABLE,
                "release_id",
                "analytics_release",
                with_columns=[("community_id", "community_id"), ("kind", "kind"), ("month", "month")],
            ),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            models.UniqueConstraint(
                fields=["tenant_id", "release", "figure"], name="analytics_releasedfigure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(figure__in=KEYS), name="analytics_releasedfigure_figure"
            ),
            models.CheckConstraint(
                condition=models.Q(absent="", shown__isnull=False)
                | models.Q(models.Q(crossed_at__isnull=True), ~models.Q(absent="")),
                name="analytics_releasedfigure_absent",
            ),
            Policy(
                name="analytics_releasedfigure_read",
                command="select",
                using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'"
                f" or ({CROSSED} and figure <> '{WORD}' and ({FIGURES_FOR}))"
                f" or ({CROSSED} and figure = '{WORD}' and community_id in (select app.my_stewarded()))",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("absent", "crossed_at")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "-month", "figure"], name="analytics_releasedfigure_month")
        ]

    def __str__(self) -> str:
        return self.noted or self.figure
