"""Merges in the interface: two accounts that are one, and their undoing."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.accounts.account import Account
from customers.accounts.identifier import AccountIdentifier
from customers.accounts.merge import AccountMerge
from customers.accounts.merging import merge, undo
from customers.interface.cursors import PAGING, page_of
from customers.interface.records import page_serializer
from customers.interface.resource import Resource
from customers.interface.strict import StrictSerializer, Text

SHOWN = ("id", "account", "survivor", "why", "merged_at", "undone_at")


class NamedAccount(StrictSerializer):
    """An account by one of its ids."""

    source = Text(allow_null=False, required=True, allow_blank=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False, required=True, allow_blank=False)


class MergeFields(StrictSerializer):
    """`account` is shown as `survivor` from then on."""

    account = NamedAccount()
    survivor = NamedAccount()
    why = Text(allow_null=False, max_length=500)


class ShownMerge(serializers.Serializer[Any]):
    """A merge as it is answered; accounts by their own ids."""

    id = serializers.UUIDField()
    account = serializers.UUIDField()
    survivor = serializers.UUIDField()
    why = serializers.CharField()
    merged_at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)


MergePage = page_serializer(ShownMerge, name="MergePage")


class Merges(Resource):
    """All merges."""

    scope = {"GET": "accounts:read", "POST": "accounts:write"}
    parameters = {"GET": PAGING}

    @extend_schema(operation_id="list_merges", responses=MergePage)
    def get(self, request: Request) -> Response:
        """A page, undone ones included."""
        return Response(page_of(AccountMerge.objects.all(), request.query_params, of="merges", fields=SHOWN))

    @extend_schema(operation_id="merge_accounts", request=MergeFields, responses={201: ShownMerge})
    def post(self, request: Request) -> Response:
        """Makes two accounts one; the ids of both go on working and their sales add up."""
        fields = MergeFields(data=request.data)
        fields.is_valid(raise_exception=True)
        told = fields.validated_data
        one, other = (self._account(name, told[name]) for name in ("account", "survivor"))
        made = merge(one, into=other, why=told.get("why", ""))
        shown = AccountMerge.objects.values(*SHOWN).get(id=made.id)
        return Response(shown, status=201)

    def _account(self, name: str, told: dict[str, str]) -> Account:
        known = AccountIdentifier.objects.filter(**told).select_related("account").first()
        if known is None:
            raise serializers.ValidationError({name: {"external_id": "No account has this external id."}})
        account: Account = known.account
        return account


class Merge(Resource):
    """One merge."""

    scope = "accounts:write"

    @extend_schema(operation_id="undo_merge", responses={204: None})
    def delete(self, request: Request, merge: str) -> Response:
        """Undoes it: the two accounts stand for themselves again."""
        undo(get_object_or_404(AccountMerge, id=merge))
        return Response(status=204)
