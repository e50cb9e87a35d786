"""Contacts in the interface. A contact is a record of the firm, never a sign-in."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from customers.accounts.contact import Contact
from customers.imports.importable import CONTACTS
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
    told_row_by_row,
)
from customers.interface.strict import StrictSerializer, Text

RECORDS = told_row_by_row(CONTACTS)
TOLD = ("type", "name", "email", "profession", "segment", "country")
SHOWN = (
    "id", "source", "external_id", "account_external_id", *TOLD, "source_version", "modified_at", "created_at",
    "updated_at",
)  # fmt: skip
FILTERS = {
    "source": "source",
    "external_id": "external_id",
    "profession": "profession",
    "country": "country",
    "account_external_id": "account__external_id",
}


class ContactFields(StrictSerializer):
    """What a source tells of a contact; the account is named by its id in the same source."""

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False)
    account_external_id = Text()
    type = Text()
    name = Text()
    email = Text()
    profession = Text()
    segment = Text()
    country = Text()
    source_version = Whole()
    modified_at = Instant()


class ContactRow(ContactFields):
    """A row of a batch. Fields left out stay as they are."""

    external_id = Text(allow_null=False, required=True)


class ShownContact(serializers.ModelSerializer[Contact]):
    """A contact as it is answered."""

    account_external_id = serializers.CharField(allow_null=True)

    class Meta:
        model = Contact
        fields = SHOWN


ContactBatch = batch_of(ContactRow, name="ContactBatch")
ContactPage = page_serializer(ShownContact, name="ContactPage")


def contacts() -> "QuerySet[Any]":
    """All contacts with the id of their account."""
    return Contact.objects.annotate(account_external_id=F("account__external_id"))


@extend_schema_view(
    get=extend_schema(operation_id="read_contact", responses=ShownContact),
    put=extend_schema(
        operation_id="put_contact", request=ContactFields, responses={200: ShownContact, 201: ShownContact}
    ),
    patch=extend_schema(operation_id="patch_contact", request=ContactFields, responses=ShownContact),
)
class ContactByExternalId(OneRecord):
    """One contact of one source."""

    scope = READ_ACCOUNTS
    target = RECORDS
    fields = ContactFields
    model = Contact

    def shown(self, source: str, external_id: str) -> dict[str, Any] | None:
        """The contact."""
        return contacts().filter(source=source, external_id=external_id).values(*SHOWN).first()


@extend_schema_view(get=extend_schema(operation_id="list_contacts", responses=ContactPage))
class ContactList(Records):
    """All contacts of the tenant."""

    scope = "accounts:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}
    listed = "contacts"
    shown = SHOWN
    filters = FILTERS

    def rows(self) -> "QuerySet[Any]":
        """Every contact."""
        return contacts()


@extend_schema_view(
    post=extend_schema(operation_id="batch_contacts", request=ContactBatch, responses=AnswerSerializer)
)
class ContactBatches(RecordBatch):
    """Contacts in small batches."""

    scope = "accounts:write"
    target = RECORDS
    batch = ContactBatch
