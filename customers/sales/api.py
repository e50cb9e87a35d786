"""Sales in the interface: small batches of months or of single lines."""

from dataclasses import replace
from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.accounts.account import Account
from customers.imports.importable import SALES
from customers.interface.answers import SalesAnswerSerializer
from customers.interface.batches import MOST_ROWS, SWITCH_PARAMETERS, answered, switches_of, take
from customers.interface.cells import Instant, Whole
from customers.interface.cursors import PAGING, page_of, position_of
from customers.interface.records import page_serializer
from customers.interface.resource import Resource
from customers.interface.strict import Amount, Day, Month, StrictSerializer, Text
from customers.sales.currencies import written
from customers.sales.sales_fact import IN_ORDER, SalesFact, from_id_on
from customers.sources.configuring import usual_currencies
from tenancy.intake.places import USUAL_SOURCE
from tenancy.permissions.api import ScopeMissing


class SalesRow(StrictSerializer):
    """A month (`month`, `net_sales`, `units`) or a line (`date`, `sales`, `quantity`) of an account.

    Without `sales` a line's amount is `quantity` × `price`. A batch of lines holds whole days of its accounts unless
    they have a `line_id` or `days` is `partial`.
    """

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False, required=True)
    month = Month()
    date = Day()
    net_sales = Amount()
    sales = Amount()
    currency = Text(help_text="ISO 4217; XXX if the source has none")
    units = Amount()
    quantity = Amount()
    price = Amount()
    product = Text()
    document = Text()
    line_id = Text(help_text="The source's own id of the line, unique in it.")
    source_version = Whole()
    modified_at = Instant()


class SalesBatch(StrictSerializer):
    """Up to 1,000 rows, all months or all lines."""

    rows: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=SalesRow(), min_length=1, max_length=MOST_ROWS
    )
    on_error = serializers.JSONField(required=False)
    dry_run = serializers.JSONField(required=False)
    days = serializers.ChoiceField(choices=["whole", "partial"], default="whole")
    exact_duplicates = serializers.ChoiceField(choices=["keep", "skip"], default="keep")


class SalesBatches(Resource):
    """Sales in small batches."""

    scope = "sales:write"
    parameters = {"POST": SWITCH_PARAMETERS}

    @extend_schema(operation_id="batch_sales", request=SalesBatch, responses=SalesAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Stores up to 1,000 rows; each has its answer, and totals show that the figures add up."""
        batch = SalesBatch(data=request.data)
        batch.is_valid(raise_exception=True)
        rows = _with_currencies(batch.validated_data["rows"])
        told = {(row.get("source") or USUAL_SOURCE, row["external_id"]) for row in rows}
        target = replace(SALES.with_options(batch.validated_data), told=tuple(told))
        report = take(target, rows, token=self.token, **switches_of(request))
        return Response(answered(report, len(rows)))


def _with_currencies(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with its currency: its own, or what its source usually counts in, or none (which is refused)."""
    usual = usual_currencies() if any(not row.get("currency") for row in rows) else {}
    return [
        row | {"currency": row.get("currency") or usual.get(row.get("source") or USUAL_SOURCE)}
        for row in rows
    ]


class ShownSale(serializers.Serializer[Any]):
    """Net sales of an account in a month and currency; without product where they were told altogether."""

    id = serializers.UUIDField()
    source = serializers.CharField()  # type: ignore[assignment]  # a name of Field too
    external_id = serializers.CharField()
    month = serializers.CharField()
    net_sales = serializers.CharField()
    currency = serializers.CharField()
    units = serializers.CharField(allow_null=True)
    product = serializers.CharField(allow_null=True)


SalesPage = page_serializer(ShownSale, name="SalesPage")
FIELDS = ("id", "source", "external_id", "month", "net_sales", "currency", "units", "product_code")
LIST = "sales"
ACCOUNTS = "accounts:read"
FILTERS = ("source", "external_id", "currency", "from_month", "to_month")


class SalesList(Resource):
    """Sales by account and month, as they were told; a month without a row is unknown, not zero."""

    scope = "sales:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}

    @extend_schema(operation_id="list_sales", responses=SalesPage)
    def get(self, request: Request) -> Response:
        """A page in the order in which the months were first told. Names accounts, so it needs `accounts:read` too."""
        if ACCOUNTS not in self.token.scopes:
            raise ScopeMissing(ACCOUNTS)
        asked = request.query_params
        rows = _sales(asked).filter(tenant_id=self.token.tenant)
        if (after := position_of(asked, of=LIST)) is not None:
            rows = rows.filter(**from_id_on(after))
        page = page_of(rows, asked, of=LIST, fields=FIELDS, order=IN_ORDER)
        return Response(page | {"items": [_shown(row) for row in page["items"]]})


def _sales(asked: Any) -> "QuerySet[Any]":
    rows = SalesFact.objects.annotate(
        source=F("account__source"), external_id=F("account__external_id"), product_code=F("product__code")
    )
    if "external_id" in asked:
        ids = {"identifiers__external_id": asked["external_id"]}
        ids |= {"identifiers__source": asked["source"]} if "source" in asked else {}
        rows = rows.filter(account__in=Account.objects.filter(**ids))
    elif "source" in asked:
        rows = rows.filter(account__source=asked["source"])
    if "currency" in asked:
        rows = rows.filter(currency=asked["currency"])
    for name, lookup in (("from_month", "month__gte"), ("to_month", "month__lte")):
        if name in asked:
            rows = rows.filter(**{lookup: _month(name, asked[name])})
    return rows


def _month(name: str, said: str) -> str:
    day = Month().canonical(said)
    if day is None:
        raise serializers.ValidationError({name: "This must be a month, YYYY-MM."})
    return day


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    product, units = row.pop("product_code"), row.pop("units")
    return row | {
        "month": f"{row['month']:%Y-%m}",
        "net_sales": written(row["net_sales"], row["currency"]),
        "units": None if units is None else format(units, "f"),
        "product": product,
    }
