"""A few rows for every table that the cast leaves empty, so that a weakened policy shows.

Each row belongs to one place and its person: the circle and its leader, the community of practice
and the rep, the other circle and its leader. Values follow from the fields; the wall is not asked.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, models, transaction
from uuid_utils.compat import uuid7

from tenancy.wall.loading import loading
from tenancy.wall.tables import Walled
from tests.cast import Cast
from tests.oracles.reach import CLIENT

PLACES = {"circle": "physician", "cop": "rep", "other_circle": "outsider"}
KINDS = {"circle": "customer", "cop": "induced_cop", "other_circle": "customer"}
PARTIES = {"circle": "customer", "cop": "staff", "other_circle": "customer"}
AT = datetime(2026, 3, 5, tzinfo=UTC)
# Where a check or a policy wants something particular.
PARTICULAR: dict[str, Any] = {
    "first_month": date(2026, 1, 1),
    "month": date(2026, 1, 1),
    "period_from": date(2026, 1, 1),
    "period_to": date(2026, 1, 31),
    "currency": "EUR",
    "invited_on": date(2026, 1, 1),
    "opened_on": date(2026, 2, 1),
    "invited_by_party": "staff",
    "anonymous": False,
    "figure": "members",
    "ApiClient.scopes": [
        "accounts:read",
        "accounts:write",
        "sales:read",
        "sales:write",
        "events:read",
        "webhooks:manage",
    ],
    "ApiClient.sources": ["elsewhere"],
    "ApiClient.revoked_at": None,
    "ReleasedFigure.absent": "",
    "ReleasedFigure.shown": {"about": 10, "of": None, "says": ""},
    "CorrectiveAction.closed_at": None,
    "ActionItem.closed_at": None,
    "Meeting.cancelled_at": None,
    "Meeting.why_cancelled": "",
    "Meeting.held_at": None,
    "CountryRules.country": "CH",
    "Goal.year": 2026,
    "RoleTerm.deputy": None,
    "TimeAgreement.renews_on": date(2027, 1, 1),
    "Territory.parent": None,
    "ReleaseSwitch.on_at": None,
    "HealthPart.findings": [],
    "WebhookMessage.payload": '{"data": {"source": "crm"}}',
    "PulseWave.closes_on": date(2026, 3, 20),
    "PulseResult.topic": "domain",
    "PulseResult.n": 5,
    "merged_into": None,
    # Where a row has one of two relations.
    "DeepDiveParticipant.person": None,
    "NoteParticipant.person": None,
    "PipelineStep.idea": None,
    "LeaderProposal.decided_at": None,
    "ShortlistApproval.decided_at": None,
    "ShortlistApproval.reason": "Because they asked for an exchange",
    "LeaderProposal.reason": "Because others ask her already",
    **{
        f"LeaderFit.{criterion}_reason": "Because she said so"
        for criterion in ("motivation", "influence", "knowledge", "advocacy")
    },
}
# A relation to somebody else than the person of the place.
SOMEBODY_ELSE = {"approver": "manager", "supervisor": "manager"}
# Relations to a second row of the same table: that of the circle, so other places have one to point at.
OTHERS = {"survivor", "parent", "StandingApart.one"}


@dataclass
class Furnisher:
    """Makes the rows, models that others refer to first."""

    cast: Cast
    made: dict[tuple[str, str], UUID]

    def row(self, model: type[Walled], place: str) -> Walled:
        """One row of the model at a place."""
        values = {field.attname: self.value(model, field, place) for field in model._meta.concrete_fields}
        self.made[(model._meta.label, place)] = values["id"]
        return model(**values)

    def value(self, model: type[Walled], field: Any, place: str) -> Any:
        """A value that fits the field."""
        if field.name == "tenant_id":
            return self.cast.ardenne
        if field.primary_key:
            return CLIENT if model.__name__ == "ApiClient" else uuid7()
        if (told := f"{model.__name__}.{field.name}") in PARTICULAR or (told := field.name) in PARTICULAR:
            return PARTICULAR[told]
        if field.name in SOMEBODY_ELSE:
            return UUID(self.cast.ids[SOMEBODY_ELSE[field.name]])
        if OTHERS & {field.name, f"{model.__name__}.{field.name}"}:
            return next(
                (made for key, made in self.made.items() if key == ("customers.Account", "circle")), None
            )
        if isinstance(field, models.ForeignKey):
            return self.related(field, place)
        if (
            field.name == "kind"
            and model._meta.app_label in ("communities", "analytics")
            and not field.choices
        ):
            return KINDS[place]
        if field.name == "kind" and any(
            "kind" in str(c.deconstruct()) and "_ref" in c.name for c in model._meta.constraints
        ):
            return KINDS[place]
        if field.name == "party":
            return PARTIES[place]
        if field.choices:
            return field.choices[0][0]
        return self.plain(field, place)

    def related(self, field: Any, place: str) -> UUID | None:
        """The row that a relation leads to: of the cast, or made before."""
        target = field.related_model._meta.label
        known = {
            "tenancy.Person": PLACES[place],
            "communities.Community": place,
            "communities.Thread": f"{place}_thread",
            "communities.Post": f"{place}_post",
        }
        if target in known:
            return UUID(self.cast.ids[known[target]])
        made = self.made.get((target, place))
        return (
            made or field.related_model._default_manager.using("owner").values_list("pk", flat=True).first()
        )

    def plain(self, field: Any, place: str) -> Any:
        """By type alone."""
        if field.null and not isinstance(field, models.DateTimeField):
            return None
        kinds: list[tuple[type, Any]] = [
            (models.UUIDField, uuid7()),
            (models.BooleanField, True),
            (models.DateTimeField, AT),
            (models.DateField, AT.date()),
            (models.TimeField, time(17)),
            (models.JSONField, {}),
            (models.BinaryField, b"x"),
            (models.IntegerField, 1),
            (models.DecimalField, 1),
            (models.FloatField, 1.0),
            (models.CharField, f"x{place}"[: field.max_length or 200]),
            (models.TextField, f"x{place}"),
        ]
        return next((value for kind, value in kinds if isinstance(field, kind)), [1])


def furnish(cast: Cast) -> list[str]:
    """Fills empty tables, in several rounds because rows refer to rows; returns the tables that stay empty."""
    furnisher = Furnisher(cast, {})
    waiting = [model for model in apps.get_models() if issubclass(model, Walled)]
    for _round in range(3):
        waiting = [model for model in waiting if not _fill(furnisher, model)]
    return sorted(model._meta.db_table for model in waiting)


def _fill(furnisher: Furnisher, model: type[Walled]) -> bool:
    everything = [one for one in apps.get_models() if issubclass(one, Walled)]
    with loading(everything):
        rows = model._default_manager.using("owner")
        if rows.exists():
            return True
        for place in PLACES:
            try:
                with transaction.atomic(using="owner"):
                    furnisher.row(model, place).save(using="owner")
            except DatabaseError:  # not every table may hold a row of every place; one of them will do
                continue
        return rows.exists()
