"""Products in the interface; their groups are named by code and made with them."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from customers.imports.masters import PRODUCTS
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
from customers.products.product import Product

RECORDS = told_row_by_row(PRODUCTS)
SHOWN = (
    "id", "source", "external_id", "name", "product_group", "product_class", "source_version", "modified_at",
    "created_at", "updated_at",
)  # fmt: skip
FILTERS = {"source": "source", "external_id": "code", "product_group": "group__code"}


class ProductFields(StrictSerializer):
    """What a source tells of a product."""

    source = Text(allow_null=False)  # type: ignore[assignment]  # a name of Field too
    external_id = Text(allow_null=False)
    name = Text()
    product_group = Text()
    product_class = Text(help_text="The wider class of the group.")
    source_version = Whole()
    modified_at = Instant()


class ProductRow(ProductFields):
    """A row of a batch. Fields left out stay as they are."""

    external_id = Text(allow_null=False, required=True)


class ShownProduct(serializers.Serializer[Any]):
    """A product as it is answered; without name or group as long as only sales have named it."""

    id = serializers.UUIDField()
    source = serializers.CharField()  # type: ignore[assignment]  # a name of Field too
    external_id = serializers.CharField()
    name = serializers.CharField(allow_null=True)
    product_group = serializers.CharField(allow_null=True)
    product_class = serializers.CharField(allow_null=True)
    source_version = serializers.IntegerField(allow_null=True)
    modified_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField(allow_null=True)


ProductBatch = batch_of(ProductRow, name="ProductBatch")
ProductPage = page_serializer(ShownProduct, name="ProductPage")


def products() -> "QuerySet[Any]":
    """All products with their group."""
    return Product.objects.annotate(
        external_id=F("code"), product_group=F("group__code"), product_class=F("group__product_class")
    )


@extend_schema_view(
    get=extend_schema(operation_id="read_product", responses=ShownProduct),
    put=extend_schema(
        operation_id="put_product", request=ProductFields, responses={200: ShownProduct, 201: ShownProduct}
    ),
    patch=extend_schema(operation_id="patch_product", request=ProductFields, responses=ShownProduct),
)
class ProductByExternalId(OneRecord):
    """One product of one source."""

    scope = READ_ACCOUNTS
    target = RECORDS
    fields = ProductFields

    def shown(self, source: str, external_id: str) -> dict[str, Any] | None:
        """The product."""
        return products().filter(source=source, code=external_id).values(*SHOWN).first()


@extend_schema_view(get=extend_schema(operation_id="list_products", responses=ProductPage))
class ProductList(Records):
    """All products of the tenant."""

    scope = "accounts:read"
    parameters = {"GET": (*PAGING, *(OpenApiParameter(name, str) for name in FILTERS))}
    listed = "products"
    shown = SHOWN
    filters = FILTERS

    def rows(self) -> "QuerySet[Any]":
        """Every product."""
        return products()


@extend_schema_view(
    post=extend_schema(operation_id="batch_products", request=ProductBatch, responses=AnswerSerializer)
)
class ProductBatches(RecordBatch):
    """Products in small batches."""

    scope = "accounts:write"
    target = RECORDS
    batch = ProductBatch
