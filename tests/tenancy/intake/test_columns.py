"""Columns are found by name, mapped on request, and suggested where other systems' headings are known."""

import pytest

from tenancy.intake.columns import Column, UnsuitableColumns, map_columns, normal_heading

COLUMNS = (Column("external_id", required=True), Column("name"), Column("country"))


@pytest.mark.parametrize(
    "heading",
    [
        "external_id",
        "External ID",
        "EXTERNAL-ID",
        "External_ID_vod__c",
        "external_id__v",
        "\ufeffexternalId ",
    ],
)
def test_headings_are_compared_without_case_marks_and_endings(heading: str) -> None:
    assert normal_heading(heading) == "externalid"


def test_columns_are_found_in_any_order_and_the_rest_is_ignored() -> None:
    found = map_columns(["Name", "x", "External Id"], COLUMNS)
    assert [(column.name, at) for column, at in zip(found.columns, found.positions, strict=True)] == [
        ("external_id", 2),
        ("name", 0),
    ]
    assert found.ignored == ("x",)


def test_headings_of_other_systems_are_suggested_and_adopted_on_request() -> None:
    header = ["Id", "Name", "BillingCountry", "AccountNumber"]
    with pytest.raises(UnsuitableColumns, match="AccountNumber=external_id") as refused:
        map_columns(header, COLUMNS)
    assert refused.value.suggestions["AccountNumber"] == "external_id"
    assert map_columns(header, COLUMNS, adopt_suggestions=True).positions == (3, 1, 2)
    chosen = map_columns(header, COLUMNS, mapping={"Id": "external_id"})
    assert chosen.positions == (0, 1)
    assert chosen.suggestions == {"BillingCountry": "country"}


@pytest.mark.parametrize(
    ("header", "mapping", "sentence"),
    [
        (["a", "b"], {}, "no column “external_id”"),
        (["external_id", "External ID"], {"nmae": "name"}, "no column “nmae”"),
        (["external_id", "external_id"], {}, "more than once"),
        (["external_id", "Nom"], {"Nomm": "name"}, "Did you mean “Nom”"),
        (["external_id", "x"], {"x": "nickname"}, "no field “nickname”"),
        (["external_id", "x", "y"], {"x": "name", "y": "name"}, "Two columns"),
        (["external_id", "x"], {"external_id": "external_id", "External Id": "name"}, "two fields"),
    ],
)
def test_columns_that_do_not_fit_are_refused_with_a_sentence(
    header: list[str], mapping: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UnsuitableColumns, match=sentence):
        map_columns(header, COLUMNS, mapping=mapping)


def test_a_heading_that_occurs_twice_matters_only_where_it_is_needed() -> None:
    assert map_columns(["external_id", "x", "x"], COLUMNS).positions == (0,)
