"""Accounts in the interface: one by its external id, pages of them, and small batches."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.accounts.account import Account
from customers.imports.importable import ACCOUNT_RECORDS
from customers.interface.answers import AnswerSerializer
from customers.interface.batches import MOST_ROWS, SWITCH_PARAMETERS, answered, switches_of, take
from customers.interface.conditions import check_match
from customers.interface.cursors import PAGING, page_of
from customers.interface.resource import Resource
from customers.interface.strict import StrictSerializer, Text

FIELDS = ("source", "external_id", "name", "type", "segment", "region", "country")
SHOWN = ("id", *FIELDS, "created_at", "updated_at")
TOLD = ("name", "type", "segment", "region", "country")
FILTERS = ("source", "type", "segment", "region", "country")


class AccountFields(StrictSerializer):
    """What a source tells of an account. Of a row in a batch, fields left out stay as they are."""

    source = Text(allow_null=False)  # type: ignore[assignment]
    external_id = Text(allow_null=False)
    name = Text()
    type = Text()
    segment = Text()
    region = Text()
    country = Text()


class AccountRow(AccountFields):
    """A row of a batch."""

    external_id = Text(allow_null=False, required=True)


class AccountBatch(StrictSerializer):
    """Up to 1,000 rows."""

    rows: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=AccountRow(), min_length=1, max_length=MOST_ROWS
    )
    on_error = serializers.JSONField(required=False)
    dry_run = serializers.JSONField(required=False)


class ShownAccount(serializers.ModelSerializer[Account]):
    """An account as it is answered."""

    class Meta:
        model = Account
        fields = SHOWN


class AccountPage(serializers.Serializer[Any]):
    """A page; `next` is the cursor of the following one, null at the end."""

    items = ShownAccount(many=True)
    next = serializers.CharField(allow_null=True)


class AccountByExternalId(Resource):
    """One account of one source."""

    scope = {"GET": "accounts:read", "PUT": "accounts:write"}

    @extend_schema(operation_id="read_account", responses=ShownAccount)
    def get(self, request: Request, source: str, external_id: str) -> Response:
        """The account as it stands."""
        shown = _shown(source, external_id)
        if shown is None:
            raise Http404
        return Response(shown)

    @extend_schema(
        operation_id="put_account", request=AccountFields, responses={200: ShownAccount, 201: ShownAccount}
    )
    def put(self, request: Request, source: str, external_id: str) -> Response:
        """Makes (201) or replaces (200) the account; optional fields left out become empty."""
        fields = AccountFields(data=request.data)
        fields.is_valid(raise_exception=True)
        named = {"source": source, "external_id": external_id}
        if wrong := [name for name in named if fields.validated_data.get(name, named[name]) != named[name]]:
            raise serializers.ValidationError(dict.fromkeys(wrong, "This differs from the address."))
        check_match(request, _shown(source, external_id))
        row = {**fields.validated_data, **named, "given": ",".join(TOLD)}
        report = take(ACCOUNT_RECORDS, [row], token=self.token)
        _raise_for(report["errors"])
        return Response(_shown(source, external_id), status=201 if report["new"] else 200)


def _raise_for(errors: list[dict[str, Any]]) -> None:
    if errors:
        raise serializers.ValidationError({error["field"]: error["message"] for error in errors})


def _shown(source: str, external_id: str) -> dict[str, Any] | None:
    found = Account.objects.filter(source=source, external_id=external_id).values(*SHOWN).first()
    return dict(found) if found else None


class AccountList(Resource):
    """All accounts of the tenant."""

    scope = "accounts:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}

    @extend_schema(operation_id="list_accounts", responses=AccountPage)
    def get(self, request: Request) -> Response:
        """A page of accounts in the order in which they were made."""
        asked = request.query_params
        wanted = {name: asked[name] for name in FILTERS if name in asked}
        rows = Account.objects.filter(tenant_id=self.token.tenant, **wanted)
        return Response(page_of(rows, asked, of="accounts", fields=SHOWN))


class AccountBatches(Resource):
    """Accounts in small batches."""

    scope = "accounts:write"
    parameters = {"POST": SWITCH_PARAMETERS}

    @extend_schema(operation_id="batch_accounts", request=AccountBatch, responses=AnswerSerializer)
    def post(self, request: Request) -> Response:
        """Makes or changes up to 1,000 accounts; each row has its answer."""
        batch = AccountBatch(data=request.data)
        batch.is_valid(raise_exception=True)
        rows = [
            row | {"given": ",".join(name for name in TOLD if name in row)}
            for row in batch.validated_data["rows"]
        ]
        report = take(ACCOUNT_RECORDS, rows, token=self.token, **switches_of(request))
        return Response(answered(report, len(rows)))
