"""Small batches: up to 1,000 rows through the one staging path, with an answer for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from customers.clients.signing_in import ClientToken
from tenancy.intake.batches import Batch
from tenancy.intake.columns import UnsuitableColumns
from tenancy.intake.staging import Importer, import_rows
from tenancy.slots.imports import ImportObject

MOST_ROWS = 1_000
SWITCHES = {"on_error": ("continue", "abort"), "dry_run": ("false", "true")}
SWITCH_PARAMETERS = tuple(
    OpenApiParameter(name, str, enum=values, description=f"`{values[0]}` unless said; may stand in the body.")
    for name, values in SWITCHES.items()
)


def switches_of(request: Request) -> dict[str, bool]:
    """`on_error` and `dry_run`, from the address or the body; other values raise ValidationError."""
    body: Any = request.data
    chosen = {}
    for name, (usual, other) in SWITCHES.items():
        said = request.query_params.get(name, body.get(name, usual))
        said = str(said).lower() if isinstance(said, bool) else said
        if said not in (usual, other):
            raise serializers.ValidationError({name: f"This must be {usual} or {other}."})
        chosen[name] = said == other
    return {"all_or_nothing": chosen["on_error"], "dry_run": chosen["dry_run"]}


def take(
    target: ImportObject, rows: Sequence[Mapping[str, str | None]], *, token: ClientToken, **switches: bool
) -> dict[str, Any]:
    """Imports the rows for the token's tenant and returns the reconciliation; rows are numbered from 0.

    Raises ValidationError when the rows as a whole have not what the object needs.
    """
    told = {name for row in rows for name in row} | {"external_id"}
    fields = [column.name for column in target.columns if column.name in told]
    columns = [[row.get(field) or None for row in rows] for field in fields]
    batch = Batch(range(len(rows)), columns)
    by = Importer(token.tenant, purpose=token.purpose)
    try:
        return import_rows(target, fields=fields, batches=[batch], by=by, **switches)
    except UnsuitableColumns as unsuitable:
        raise serializers.ValidationError({"rows": [str(unsuitable)]}) from unsuitable


def answered(report: dict[str, Any], rows: int) -> dict[str, Any]:
    """The reconciliation with one answer per row in the order of the request."""
    answers: list[dict[str, Any]] = [{"row": at, "status": "successful", "errors": []} for at in range(rows)]
    for error in report.pop("errors"):
        answer = answers[error["line"]]
        answer["status"] = "failed"
        answer["errors"].append({name: error[name] for name in ("field", "code", "message")})
    if report["unprocessed"]:
        for answer in answers:
            answer["status"] = "failed" if answer["errors"] else "unprocessed"
    return {**report, "rows": answers}
