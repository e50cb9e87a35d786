"""Sales in the interface: small batches of months or of single lines."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.imports.importable import SALES
from customers.interface.answers import SalesAnswerSerializer
from customers.interface.batches import MOST_ROWS, SWITCH_PARAMETERS, answered, switches_of, take
from customers.interface.resource import Resource
from customers.interface.strict import Amount, Day, Month, StrictSerializer, Text


class SalesRow(StrictSerializer):
    """A month (`month`, `net_sales`, `units`) or a line (`date`, `sales`, `quantity`) of an account.

    Lines of one batch are added up to months, so a batch of lines holds whole months of its accounts.
    """

    source = Text(allow_null=False)  # type: ignore[assignment]
    external_id = Text(allow_null=False, required=True)
    month = Month()
    date = Day()
    net_sales = Amount()
    sales = Amount()
    currency = Text(help_text="ISO 4217; XXX if the source has none")
    units = Amount()
    quantity = Amount()
    product = Text()


class SalesBatch(StrictSerializer):
    """Up to 1,000 rows, all months or all lines."""

    rows: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=SalesRow(), min_length=1, max_length=MOST_ROWS
    )
    on_error = serializers.JSONField(required=False)
    dry_run = serializers.JSONField(required=False)


class SalesBatches(Resource):
    """Sales in small batches."""

    scope = "sales:write"
    parameters = {"POST": SWITCH_PARAMETERS}

    @extend_schema(operation_id="batch_sales", request=SalesBatch, responses=SalesAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Stores up to 1,000 rows; each has its answer, and totals show that the figures add up."""
        batch = SalesBatch(data=request.data)
        batch.is_valid(raise_exception=True)
        rows = [{"currency": None, **row} for row in batch.validated_data["rows"]]
        report = take(SALES, rows, token=self.token, **switches_of(request))
        return Response(answered(report, len(rows)))
