"""Accounts in the interface: one by any of its external ids, pages of them, and small batches."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from customers.accounts.account import FIELDS as TOLD
from customers.accounts.account import Account
from customers.accounts.identifier import AccountIdentifier
from customers.accounts.parent import AccountParent
from customers.imports.importable import ACCOUNT_RECORDS
from customers.interface.answers import AnswerSerializer
from customers.interface.cells import Instant, Whole
from customers.interface.cursors import PAGING
from customers.interface.records import (
    READ_ACCOUNTS,
    OneRecord,
    RecordBatch,
    Records,
    batch_of,
    page_serializer,
)
from customers.interface.strict import StrictSerializer, Text

LISTED = ("id", "source", "external_id", "name", *TOLD, "merged_into", "created_at", "updated_at")
FILTERS = ("source", "external_id", "type", "segment", "region", "country", "city")


class AccountFields(StrictSerializer):
    """What a source tells of an account. `source_version` or `modified_at` keep older data from coming back."""

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False)
    name = Text()
    type = Text()
    segment = Text()
    region = Text()
    country = Text()
    city = Text()
    postal_code = Text()
    parent_external_id = Text(help_text="The account of the same source that this one is part of.")
    source_version = Whole()
    modified_at = Instant()


class AccountRow(AccountFields):
    """A row of a batch. Fields left out stay as they are."""

    external_id = Text(allow_null=False, required=True)


class ExternalId(serializers.Serializer[Any]):
    """An id in a source."""

    source = serializers.CharField()  # type: ignore[assignment]  # a name of Field too
    external_id = serializers.CharField()


class ListedAccount(serializers.ModelSerializer[Account]):
    """An account as lists have it; `merged_into` is the account that is shown in its place."""

    merged_into = serializers.UUIDField(allow_null=True)

    class Meta:
        model = Account
        fields = LISTED


class ShownAccount(serializers.ModelSerializer[Account]):
    """The account that an id leads to: after a merge the one that remained. `identifiers` are all its ids."""

    identifiers = ExternalId(many=True)
    parent = ExternalId(allow_null=True)
    source_version = serializers.IntegerField(allow_null=True)
    modified_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Account
        fields = (
            *(name for name in LISTED if name != "merged_into"),
            "identifiers",
            "parent",
            "source_version",
            "modified_at",
        )


AccountBatch = batch_of(AccountRow, name="AccountBatch")
AccountPage = page_serializer(ListedAccount, name="AccountPage")


@extend_schema_view(
    get=extend_schema(operation_id="read_account", responses=ShownAccount),
    put=extend_schema(
        operation_id="put_account", request=AccountFields, responses={200: ShownAccount, 201: ShownAccount}
    ),
    patch=extend_schema(operation_id="patch_account", request=AccountFields, responses=ShownAccount),
)
class AccountByExternalId(OneRecord):
    """One account by one of its ids."""

    scope = READ_ACCOUNTS
    target = ACCOUNT_RECORDS
    fields = AccountFields
    model = Account

    def shown(self, source: str, external_id: str) -> dict[str, Any] | None:
        """The account, or what it was merged into."""
        found = AccountIdentifier.objects.filter(source=source, external_id=external_id)
        known = found.select_related("account__merged_into").first()
        if known is None:
            return None
        account = known.account.merged_into or known.account
        return {
            **{name: getattr(account, name) for name in LISTED if name != "merged_into"},
            "identifiers": _ids_of(account),
            "parent": _parent_of(account),
            "source_version": known.source_version,
            "modified_at": known.modified_at,
        }


def _ids_of(account: Account) -> list[dict[str, str]]:
    ids = AccountIdentifier.objects.filter(account=account) | AccountIdentifier.objects.filter(
        account__merged_into=account
    )
    ordered = ids.order_by("source", "external_id")
    return [{"source": one.source, "external_id": one.external_id} for one in ordered]


def _parent_of(account: Account) -> dict[str, str] | None:
    link = AccountParent.objects.filter(account=account, until=None).select_related("parent").first()
    return {"source": link.parent.source, "external_id": link.parent.external_id} if link else None


@extend_schema_view(get=extend_schema(operation_id="list_accounts", responses=AccountPage))
class AccountList(Records):
    """All accounts of the tenant, merged ones included."""

    scope = "accounts:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}
    listed = "accounts"
    shown = LISTED
    filters = dict(zip(FILTERS, FILTERS, strict=True))

    def rows(self) -> "QuerySet[Any]":
        """Every record that a source made."""
        return Account.objects.all()


@extend_schema_view(
    post=extend_schema(operation_id="batch_accounts", request=AccountBatch, responses=AnswerSerializer)
)
class AccountBatches(RecordBatch):
    """Accounts in small batches."""

    scope = "accounts:write"
    target = ACCOUNT_RECORDS
    batch = AccountBatch
