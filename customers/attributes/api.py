"""What is told of accounts beside masters and sales, in the interface: batches, each row with its answer."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.attributes.attribute import Attribute
from customers.imports.masters import AFFILIATIONS, ATTRIBUTES, IDENTIFIERS, PARTICIPATIONS, POTENTIALS
from customers.interface.answers import AnswerSerializer
from customers.interface.cursors import PAGING, page_of
from customers.interface.records import RecordBatch, batch_of, page_serializer
from customers.interface.resource import Resource
from customers.interface.strict import Amount, Day, Month, StrictSerializer, Text

DEFINITION = ("id", "code", "name", "kind", "unit", "choices", "therapy_area")


class AccountRow(StrictSerializer):
    """What is told of an account that one of its ids names."""

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False, required=True)


class PotentialRow(AccountRow):
    """What the account could buy in whole months, in money or (without currency) in units."""

    account_source = Text(help_text="The source of `external_id`, where it is another one's id.")
    product_group = Text()
    from_month = Month(required=True, allow_null=False)
    to_month = Month(required=True, allow_null=False)
    potential = Amount(required=True, allow_null=False)
    currency = Text()
    told_on = Day()


class AttributeRow(AccountRow):
    """A value of an attribute; null clears it."""

    account_source = Text(help_text="The source of `external_id`, where it is another one's id.")
    attribute = Text(required=True, allow_null=False)
    value = Text()


class AffiliationRow(AccountRow):
    """A further account at which a contact works or worked."""

    account_external_id = Text(required=True, allow_null=False)
    role = Text()
    since = Day()
    until = Day()


class IdentifierRow(AccountRow):
    """A further id of the account that `account_source` (or else the same source) knows."""

    account_external_id = Text(required=True, allow_null=False)
    account_source = Text()


class ParticipationRow(AccountRow):
    """A programme that the account was invited to or opened in; one of the two days is told."""

    account_source = Text(help_text="The source of `external_id`, where it is another one's id.")
    programme = Text(required=True, allow_null=False)
    arm = Text(help_text="`community` (usual) or `other_project`.")
    invited_on = Day()
    opened_on = Day()


class ShownAttribute(serializers.ModelSerializer[Attribute]):
    """An attribute as it is defined."""

    class Meta:
        model = Attribute
        fields = DEFINITION


PotentialBatch = batch_of(PotentialRow, name="PotentialBatch")
AttributeBatch = batch_of(AttributeRow, name="AttributeBatch")
AffiliationBatch = batch_of(AffiliationRow, name="AffiliationBatch")
IdentifierBatch = batch_of(IdentifierRow, name="IdentifierBatch")
ParticipationBatch = batch_of(ParticipationRow, name="ParticipationBatch")
AttributePage = page_serializer(ShownAttribute, name="AttributePage")


@extend_schema_view(
    post=extend_schema(operation_id="batch_potentials", request=PotentialBatch, responses=AnswerSerializer)
)
class PotentialBatches(RecordBatch):
    """Potentials."""

    scope = "sales:write"
    target = POTENTIALS
    batch = PotentialBatch


@extend_schema_view(
    post=extend_schema(operation_id="batch_attributes", request=AttributeBatch, responses=AnswerSerializer)
)
class AttributeBatches(RecordBatch):
    """Values of attributes."""

    scope = "accounts:write"
    target = ATTRIBUTES
    batch = AttributeBatch


@extend_schema_view(
    post=extend_schema(
        operation_id="batch_affiliations", request=AffiliationBatch, responses=AnswerSerializer
    )
)
class AffiliationBatches(RecordBatch):
    """Where contacts work beside their main account."""

    scope = "accounts:write"
    target = AFFILIATIONS
    batch = AffiliationBatch


@extend_schema_view(
    post=extend_schema(
        operation_id="batch_participations", request=ParticipationBatch, responses=AnswerSerializer
    )
)
class ParticipationBatches(RecordBatch):
    """Programmes that accounts take part in."""

    scope = "accounts:write"
    target = PARTICIPATIONS
    batch = ParticipationBatch


@extend_schema_view(
    post=extend_schema(operation_id="batch_identifiers", request=IdentifierBatch, responses=AnswerSerializer)
)
class IdentifierBatches(RecordBatch):
    """Further ids of accounts."""

    scope = "accounts:write"
    target = IDENTIFIERS
    batch = IdentifierBatch


class Attributes(Resource):
    """The attributes that the tenant has defined."""

    scope = "accounts:read"
    parameters = {"GET": PAGING}

    @extend_schema(operation_id="list_attributes", responses=AttributePage)
    def get(self, request: Request) -> Response:
        """A page of definitions."""
        return Response(
            page_of(Attribute.objects.all(), request.query_params, of="attributes", fields=DEFINITION)
        )
