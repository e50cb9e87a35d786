"""Which programmes accounts take part in, told by another system (A13.05, A13.09)."""

from datetime import date

import pytest

from customers.accounts.community_case import CommunityCase
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")
HEAD = "external_id,programme,arm,invited_on,opened_on\n"


def known(acting: Acting) -> list[tuple[object, ...]]:
    with acting("manager"):
        rows = CommunityCase.objects.order_by("account__external_id", "arm", "programme")
        return list(rows.values_list("account__external_id", "arm", "programme", "invited_on", "opened_on"))


def test_openings_and_invitations_come_as_a_file_and_again_change_nothing(
    bring: Bring, acting: Acting
) -> None:
    """A13.05: three arms."""
    text = HEAD + "A1,Circles,,2025-01-10,2025-03-01\nA2,Hotline,other_project,,2025-02-01\n"
    assert bring("participations", text)["new"] == 2
    assert bring("participations", text)["unchanged"] == 2
    assert known(acting) == [
        ("A1", "community", "Circles", date(2025, 1, 10), date(2025, 3, 1)),
        ("A2", "other_project", "Hotline", None, date(2025, 2, 1)),
    ]


def test_a_later_file_adds_the_opening_and_leaves_the_invitation(bring: Bring, acting: Acting) -> None:
    bring("participations", HEAD + "A1,Circles,community,2025-01-10,\n")
    assert bring("participations", HEAD + "A1,Circles,community,,2025-03-01\n")["changed"] == 1
    assert known(acting) == [("A1", "community", "Circles", date(2025, 1, 10), date(2025, 3, 1))]


def test_what_is_wrong_is_named_and_the_rest_is_taken(bring: Bring, acting: Acting) -> None:
    lines = (
        "A1,Circles,,,2025-03-01",
        "A1,Circles,,,2025-04-01",
        "A9,Circles,,,2025-03-01",
        "A2,Circles,,,",
        "A2,,,,2025-03-01",
        "A2,Circles,members,,2025-03-01",
        "A2,Circles,,,31.31.2025",
    )
    found = bring("participations", HEAD + "\n".join(lines))
    assert [(error["line"], error["field"], error["code"]) for error in found["errors"]] == [
        (3, "programme", "duplicate"),
        (4, "external_id", "unknown_account"),
        (5, "opened_on", "undated"),
        (6, "programme", "required"),
        (7, "arm", "not_a_choice"),
        (8, "opened_on", "not_a_date"),
    ]
    assert [row[0] for row in known(acting)] == ["A1"]
