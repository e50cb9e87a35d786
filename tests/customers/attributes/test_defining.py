"""Attributes are defined in the browser and known to imports at once (A9.01)."""

import pytest

from customers.attributes.attribute import Attribute
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/attributes/"
BEDS = {
    "code": "icu_beds",
    "name": "Beds in intensive care",
    "kind": "number",
    "unit": "beds",
    "position": "10",
}


def test_an_attribute_is_defined_renamed_and_hidden(cast: Cast, client_of: ClientOf, acting: Acting) -> None:
    manager = client_of("manager")
    assert "No attributes yet" in manager.get(PAGE).text
    assert manager.post(PAGE, BEDS).status_code == 302
    assert "Beds in intensive care" in manager.get(PAGE).text
    changed = {"name": "Intensive beds", "position": "5", "is_hidden": "on"}
    assert manager.post(f"{PAGE}icu_beds/", changed).status_code == 302
    with acting("manager"):
        row = Attribute.objects.get(code="icu_beds")
    assert (row.name, row.kind, row.is_hidden, row.position) == ("Intensive beds", "number", True, 5)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"code": "ICU beds"}, "Small letters"),
        ({"kind": "choice"}, "A list needs its values"),
        ({"choices": "yes\nno"}, "Only a list has values"),
        ({"kind": "choice", "choices": "x" * 121}, "at most 120 characters"),
        ({"kind": "colour"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    cast: Cast, client_of: ClientOf, acting: Acting, said: dict[str, str], because: str
) -> None:
    answer = client_of("manager").post(PAGE, BEDS | said)
    assert answer.status_code == 400
    assert because in answer.text
    with acting("manager"):
        assert not Attribute.objects.exists()


def test_a_code_is_taken_once_and_a_list_keeps_its_order(
    cast: Cast, client_of: ClientOf, acting: Acting
) -> None:
    status = {
        "code": "status",
        "name": "Formulary",
        "kind": "choice",
        "choices": "listed\n\nlisted\nnot listed",
    }
    assert client_of("admin").post(PAGE, status | {"position": "1"}).status_code == 302
    assert "Another attribute has this code" in client_of("admin").post(PAGE, status | {"position": "1"}).text
    with acting("admin"):
        assert Attribute.objects.get().choices == ["listed", "not listed"]
    assert "Accounts that have it" not in client_of("admin").get(PAGE).text
    assert "Accounts that have it" in client_of("manager").get(PAGE).text


@pytest.mark.parametrize(
    ("who", "status"), [("rep", 403), ("leader", 403), ("rival", 404), ("physician", 404)]
)
def test_nobody_else_defines(cast: Cast, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(PAGE).status_code == status
