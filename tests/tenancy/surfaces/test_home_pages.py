"""How home pages open, and where the navigation says that one is (A11)."""

from collections.abc import Callable

import pytest
from django.test import Client

from tenancy.surfaces.greeting import address_of, lead_of

ClientOf = Callable[[str], Client]
HERE = '?kind={kind}" aria-current="page"'


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Jonas Feldkamp", "Jonas"),
        ("Dr. Katharina Vogelsang", "Dr. Katharina Vogelsang"),
        ("Cher", "Cher"),
        ("", ""),
    ],
)
def test_who_carries_a_title_is_greeted_with_it(name: str, greeted: str) -> None:
    assert address_of(name) == greeted


def test_a_home_page_says_what_needs_its_reader(client_of: ClientOf) -> None:
    """The rep stewards one customer community."""
    assert "1 customer community is with you." in client_of("rep").get("/w/ardenne/").text


def test_the_lead_tells_what_the_cards_need_or_that_nothing_waits() -> None:
    silent, asking = ({"template": "", "values": {"needs": needs}} for needs in ("", "Somebody waits."))
    assert lead_of({"main": [silent], "aside": []}) == "Nothing waits for you today."
    assert lead_of({"main": [silent], "aside": [asking]}) == "Somebody waits."


@pytest.mark.parametrize("kind", ["induced_cop", "strategic", "customer"])
def test_the_rail_marks_the_kind_that_is_shown(client_of: ClientOf, kind: str) -> None:
    page = client_of("rep").get(f"/w/ardenne/communities/?kind={kind}").text
    assert HERE.format(kind=kind) in page


@pytest.mark.parametrize(("slug", "kind"), [("sepsis", "induced_cop"), ("circle", "customer")])
def test_the_rail_marks_the_kind_of_the_community_at_hand(client_of: ClientOf, slug: str, kind: str) -> None:
    assert HERE.format(kind=kind) in client_of("rep").get(f"/w/ardenne/communities/{slug}/").text
