"""Accounts in the interface: one by its external id, pages of them, and small batches."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from customers.accounts.account import Account
from customers.clients.signing_in import token_of
from customers.imports.importable import ACCOUNT_RECORDS
from customers.interface.answers import AnswerSerializer
from customers.interface.batches import MOST_ROWS, answered, switches_of, take
from customers.interface.strict import StrictSerializer, Text, refuse_unknown_parameters
from tenancy.permissions.permission import Permission
from tenancy.wall.scope import acting_for

FIELDS = ("source", "external_id", "name", "type", "segment", "region", "country")
SHOWN = ("id", *FIELDS, "created_at", "updated_at")
TOLD = ("name", "type", "segment", "region", "country")
FILTERS = ("source", "type", "segment", "region", "country")
USUAL_LIMIT, MOST_AT_ONCE = 100, 200
CURSORS = "accounts"


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


class AccountByExternalId(APIView):
    """One account of one source."""

    permission = Permission.CALL_API
    scope = {"GET": "accounts:read", "PUT": "accounts:write"}

    @extend_schema(operation_id="read_account", responses=ShownAccount)
    def get(self, request: Request, source: str, external_id: str) -> Response:
        """The account as it stands."""
        return Response(_shown(request, source, external_id))

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
        row = {**fields.validated_data, **named, "given": ",".join(TOLD)}
        report = take(ACCOUNT_RECORDS, [row], token=token_of(request))
        _raise_for(report["errors"])
        return Response(_shown(request, source, external_id), status=201 if report["new"] else 200)


def _raise_for(errors: list[dict[str, Any]]) -> None:
    if errors:
        raise serializers.ValidationError({error["field"]: error["message"] for error in errors})


def _shown(request: Request, source: str, external_id: str) -> dict[str, Any]:
    token = token_of(request)
    with acting_for(token.tenant, purpose=token.purpose):
        found = Account.objects.filter(source=source, external_id=external_id).values(*SHOWN).first()
    if found is None:
        raise Http404
    return dict(found)


class AccountList(APIView):
    """All accounts of the tenant."""

    permission = Permission.CALL_API
    scope = "accounts:read"

    @extend_schema(
        operation_id="list_accounts",
        parameters=[
            OpenApiParameter("limit", int, description="1 to 200, usually 100"),
            OpenApiParameter("cursor", str, description="`next` of the page before"),
            *(OpenApiParameter(name, str) for name in FILTERS),
        ],
        responses=AccountPage,
    )
    def get(self, request: Request) -> Response:
        """A page of accounts in the order in which they were made."""
        asked = request.query_params
        refuse_unknown_parameters(asked, {"limit", "cursor", *FILTERS})
        limit = _limit(asked)
        wanted = {name: asked[name] for name in FILTERS if name in asked}
        if "cursor" in asked:
            wanted["id__gt"] = _position(asked["cursor"])
        token = token_of(request)
        with acting_for(token.tenant, purpose=token.purpose):
            found = Account.objects.filter(tenant_id=token.tenant, **wanted).order_by("id")
            items = list(found.values(*SHOWN)[: limit + 1])
        more = len(items) > limit
        following = signing.Signer(salt=CURSORS).sign(str(items[limit - 1]["id"])) if more else None
        return Response({"items": items[:limit], "next": following})


def _limit(asked: Mapping[str, str]) -> int:
    said = asked.get("limit", str(USUAL_LIMIT))
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST_AT_ONCE):
        raise serializers.ValidationError({"limit": f"This must be a number from 1 to {MOST_AT_ONCE}."})
    return int(said)


def _position(cursor: str) -> str:
    try:
        return signing.Signer(salt=CURSORS).unsign(cursor)
    except signing.BadSignature:
        raise serializers.ValidationError({"cursor": "This is not a cursor that we gave out."}) from None


class AccountBatches(APIView):
    """Accounts in small batches."""

    permission = Permission.CALL_API
    scope = "accounts:write"

    @extend_schema(operation_id="batch_accounts", request=AccountBatch, responses=AnswerSerializer)
    def post(self, request: Request) -> Response:
        """Makes or changes up to 1,000 accounts; each row has its answer."""
        batch = AccountBatch(data=request.data)
        batch.is_valid(raise_exception=True)
        rows = [
            row | {"given": ",".join(name for name in TOLD if name in row)}
            for row in batch.validated_data["rows"]
        ]
        report = take(ACCOUNT_RECORDS, rows, token=token_of(request), **switches_of(request))
        return Response(answered(report, len(rows)))
