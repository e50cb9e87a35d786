"""Territories in the interface, and who covers them and the accounts in them."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from customers.imports.masters import ASSIGNMENTS, TERRITORIES
from customers.interface.answers import AnswerSerializer
from customers.interface.cells import Flag, Instant, Whole
from customers.interface.cursors import PAGING
from customers.interface.records import (
    READ_ACCOUNTS,
    OneRecord,
    RecordBatch,
    Records,
    batch_of,
    page_serializer,
    told_row_by_row,
)
from customers.interface.strict import Day, StrictSerializer, Text
from customers.territories.territory import Territory

RECORDS = told_row_by_row(TERRITORIES)
SHOWN = (
    "id", "source", "external_id", "name", "level", "parent_external_id", "country", "time_zone", "is_active",
    "source_version", "modified_at", "created_at", "updated_at",
)  # fmt: skip
FILTERS = {
    "source": "source",
    "external_id": "external_id",
    "level": "level",
    "country": "country",
    "parent_external_id": "parent__external_id",
}


class TerritoryFields(StrictSerializer):
    """What a source tells of a territory; the larger part that it lies in is named by its id there."""

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False)
    name = Text()
    level = Text(help_text="country, region, district or territory")
    parent_external_id = Text()
    country = Text(help_text="ISO 3166-1, two letters")
    time_zone = Text(help_text="IANA, as in Europe/Zurich")
    is_active = Flag()
    source_version = Whole()
    modified_at = Instant()


class TerritoryRow(TerritoryFields):
    """A row of a batch. Fields left out stay as they are."""

    external_id = Text(allow_null=False, required=True)


class ShownTerritory(serializers.ModelSerializer[Territory]):
    """A territory as it is answered."""

    parent_external_id = serializers.CharField(allow_null=True)

    class Meta:
        model = Territory
        fields = SHOWN


class AssignmentRow(StrictSerializer):
    """Two of account, territory and person: where an account lies, or who covers the one or the other.

    Days are included; telling the same again with `until` ends it.
    """

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    account_external_id = Text()
    territory_external_id = Text()
    person = Text(help_text="The id of a colleague, or the id under which she was imported.")
    role = Text(help_text="sales_rep, key_account_manager, district_manager, medical or service")
    is_primary = Flag()
    since = Day(required=True, allow_null=False)
    until = Day()


TerritoryBatch = batch_of(TerritoryRow, name="TerritoryBatch")
TerritoryPage = page_serializer(ShownTerritory, name="TerritoryPage")
AssignmentBatch = batch_of(AssignmentRow, name="AssignmentBatch")


def territories() -> "QuerySet[Any]":
    """All territories with the id of the larger part."""
    return Territory.objects.annotate(parent_external_id=F("parent__external_id"))


@extend_schema_view(
    get=extend_schema(operation_id="read_territory", responses=ShownTerritory),
    put=extend_schema(
        operation_id="put_territory",
        request=TerritoryFields,
        responses={200: ShownTerritory, 201: ShownTerritory},
    ),
    patch=extend_schema(operation_id="patch_territory", request=TerritoryFields, responses=ShownTerritory),
)
class TerritoryByExternalId(OneRecord):
    """One territory of one source."""

    scope = READ_ACCOUNTS
    target = RECORDS
    fields = TerritoryFields

    def shown(self, source: str, external_id: str) -> dict[str, Any] | None:
        """The territory."""
        return territories().filter(source=source, external_id=external_id).values(*SHOWN).first()


@extend_schema_view(get=extend_schema(operation_id="list_territories", responses=TerritoryPage))
class TerritoryList(Records):
    """All territories of the tenant."""

    scope = "accounts:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}
    listed = "territories"
    shown = SHOWN
    filters = FILTERS

    def rows(self) -> "QuerySet[Any]":
        """Every territory."""
        return territories()


@extend_schema_view(
    post=extend_schema(operation_id="batch_territories", request=TerritoryBatch, responses=AnswerSerializer)
)
class TerritoryBatches(RecordBatch):
    """Territories in small batches."""

    scope = "accounts:write"
    target = RECORDS
    batch = TerritoryBatch


@extend_schema_view(
    post=extend_schema(operation_id="batch_assignments", request=AssignmentBatch, responses=AnswerSerializer)
)
class Assignments(RecordBatch):
    """Who covers what, and where accounts lie; dated."""

    scope = "accounts:write"
    target = ASSIGNMENTS
    batch = AssignmentBatch
