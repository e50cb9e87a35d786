"""What the addresses of all records have in common: one by its external id, pages of them, small batches."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.clients.signing_in import RememberedAuthentication
from customers.interface.batches import MOST_ROWS, SWITCH_PARAMETERS, answered, switches_of, take
from customers.interface.conditions import check_match
from customers.interface.cursors import json_page, limit_of, position_of
from customers.interface.resource import Resource
from customers.interface.strict import StrictSerializer
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.intake.columns import Column
from tenancy.slots.imports import ImportObject
from tenancy.wall.json_rows import json_statement

MOST_STATEMENTS = 1_000
_statements: dict[tuple[Any, ...], str] = {}
READ_ACCOUNTS = {"GET": "accounts:read", "PUT": "accounts:write", "PATCH": "accounts:write"}


def told_row_by_row(target: ImportObject, **changes: Any) -> ImportObject:
    """The same object for records of the interface, each of which says which fields it tells."""
    return replace(
        target, **({"columns": (*target.columns, Column("given")), "derived": (), "derive": None} | changes)
    )


class OneRecord(Resource):
    """One record of one source. `fields` are those that PUT and PATCH take, `target` stores them.

    With a `model`, systems that listen are told of each record made or changed (`account.created`).
    """

    target: ClassVar[ImportObject]
    fields: ClassVar[type[StrictSerializer]]
    model: ClassVar[type[Model] | None] = None

    def shown(self, source: str, external_id: str) -> dict[str, Any] | None:
        """The record as it is answered, None where there is none."""
        raise NotImplementedError

    def get(self, request: Request, source: str, external_id: str) -> Response:
        """The record as it stands."""
        return Response(self._found(source, external_id))

    def put(self, request: Request, source: str, external_id: str) -> Response:
        """Makes (201) or replaces (200) the record; optional fields left out become empty."""
        check_match(request, self.shown(source, external_id))
        row = self._told(request, source, external_id)
        made = self._take(row | {"given": ",".join(told_fields(self.fields))})
        return Response(self._found(source, external_id), status=201 if made else 200)

    def patch(self, request: Request, source: str, external_id: str) -> Response:
        """Changes the fields that are told, null empties one; all others stay as they are."""
        check_match(request, self._found(source, external_id))
        row = self._told(request, source, external_id)
        self._take(row | {"given": ",".join(name for name in told_fields(self.fields) if name in row)})
        return Response(self._found(source, external_id))

    def _found(self, source: str, external_id: str) -> dict[str, Any]:
        found = self.shown(source, external_id)
        if found is None:
            raise Http404
        return found

    def _told(self, request: Request, source: str, external_id: str) -> dict[str, Any]:
        fields = self.fields(data=request.data)
        fields.is_valid(raise_exception=True)
        named = {"source": source, "external_id": external_id}
        if wrong := [name for name in named if fields.validated_data.get(name, named[name]) != named[name]]:
            raise serializers.ValidationError(dict.fromkeys(wrong, "This differs from the address."))
        return {**fields.validated_data, **named}

    def _take(self, row: dict[str, Any]) -> bool:
        report = take(self.target, [row], token=self.token)
        if report["errors"]:
            wrong = {error["field"]: error["message"] for error in report["errors"]}
            raise serializers.ValidationError(wrong)
        if report["new"] or report["changed"]:
            self._tell(row, "created" if report["new"] else "changed")
        return bool(report["new"])

    def _tell(self, row: dict[str, Any], what: str) -> None:
        shown = self.shown(row["source"], row["external_id"])
        if self.model is None or shown is None:
            return
        verb = f"{self.model._meta.model_name}.{what}"
        named = {name: row[name] for name in ("source", "external_id")}
        record(self.model(id=shown["id"]), verb, by=None, plane=Plane.SPONSOR, **named)


class Records(Resource):
    """Pages of records in the order in which they were made; `listed` names the cursor's list.

    Each is one round trip to the database, in which PostgreSQL writes the rows; what Django makes of a choice of
    filters is kept.
    """

    authentication_classes = [RememberedAuthentication]
    at_once = frozenset({"GET", "HEAD"})
    listed: ClassVar[str]
    shown: ClassVar[tuple[str, ...]]
    filters: ClassVar[dict[str, str]]

    def rows(self) -> "QuerySet[Any]":
        """All records of the tenant."""
        raise NotImplementedError

    def get(self, request: Request) -> HttpResponse:
        """A page; `next` is the cursor of the following one, null at the end."""
        asked = request.query_params
        wanted = {lookup: asked[name] for name, lookup in self.filters.items() if name in asked}
        limit, after = limit_of(asked), position_of(asked, of=self.listed)
        conditions = {
            "tenant_id": self.token.tenant,
            **wanted,
            **({} if after is None else {"id__gt": after}),
        }
        found = [row for (row,) in self.read_at_once(*self._statement(conditions, limit))]
        return HttpResponse(json_page(found, of=self.listed, limit=limit), content_type="application/json")

    def _statement(self, conditions: dict[str, Any], limit: int) -> tuple[str, Sequence[Any]]:
        key, values = (type(self), limit, *conditions), tuple(conditions.values())
        if (known := _statements.get(key)) is not None:
            return known, values
        rows = self.rows()
        for lookup, value in conditions.items():
            rows = rows.filter(**{lookup: value})
        statement, parameters = json_statement(rows.order_by("id")[: limit + 1], self.shown)
        if parameters == values:
            if len(_statements) >= MOST_STATEMENTS:
                _statements.clear()
            _statements[key] = statement
        return statement, parameters


class RecordBatch(Resource):
    """Up to 1,000 records in one call, each with its answer; `rows` checks them."""

    parameters = {"POST": SWITCH_PARAMETERS}
    target: ClassVar[ImportObject]
    batch: ClassVar[type[StrictSerializer]]

    def post(self, request: Request) -> Response:
        """Makes or changes them; fields that a row leaves out stay as they are."""
        batch = self.batch(data=request.data)
        batch.is_valid(raise_exception=True)
        rows = batch.validated_data["rows"]
        if any(column.name == "given" for column in self.target.columns):
            rows = [row | {"given": ",".join(row)} for row in rows]
        report = take(self.target, rows, token=self.token, **switches_of(request))
        return Response(answered(report, len(rows)))


def batch_of(row: type[StrictSerializer], *, name: str) -> type[StrictSerializer]:
    """The body of a batch of such rows, published under this name."""
    rows: Any = serializers.ListSerializer(child=row(), min_length=1, max_length=MOST_ROWS)
    parts = {
        "rows": rows,
        "on_error": serializers.JSONField(required=False),
        "dry_run": serializers.JSONField(required=False),
        "__doc__": "Up to 1,000 rows.",
    }
    return type(name, (StrictSerializer,), parts)


def page_serializer(
    item: type[serializers.Serializer[Any]], *, name: str
) -> type[serializers.Serializer[Any]]:
    """The answer of a list, published under this name."""
    parts = {
        "items": item(many=True),
        "next": serializers.CharField(allow_null=True),
        "__doc__": "A page; `next` is the cursor of the following one, null at the end.",
    }
    return type(name, (serializers.Serializer,), parts)


def told_fields(fields: type[StrictSerializer]) -> list[str]:
    """The names of the fields that a record tells, beside what identifies it."""
    return [name for name in list(fields().fields.keys()) if name not in ("source", "external_id")]
