"""Products with groups and classes: told by a source, or made by the first sales row that names one."""

import pytest

from customers.products.product import Product
from customers.products.product_group import ProductGroup
from tests.customers.conftest import Acting, Bring

RANGE = "external_id,name,product_group,product_class\nP1,Inovent 10,Inovent,Sepsis\nP2,Inovent 20,Inovent,Sepsis\n"


@pytest.mark.usefixtures("clinics")
def test_a_product_that_sales_named_first_is_told_later(bring: Bring, acting: Acting) -> None:
    bring("sales", "external_id,month,net_sales,product\nA1,2026-01,10,P1\n")
    report = bring("products", RANGE)
    assert (report["new"], report["changed"]) == (1, 1)
    assert bring("products", RANGE)["unchanged"] == 2
    with acting("rep"):
        assert [str(one) for one in Product.objects.all()] == ["Inovent 10", "Inovent 20"]
        assert list(ProductGroup.objects.values_list("code", "product_class")) == [("Inovent", "Sepsis")]


def test_older_product_data_changes_nothing(bring: Bring, acting: Acting) -> None:
    bring("products", "external_id,name,source_version\nP1,New,2\n")
    assert bring("products", "external_id,name,source_version\nP1,Old,1\n")["older"] == 1
    with acting("rep"):
        assert str(Product.objects.get()) == "New"
