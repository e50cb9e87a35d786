"""Trust, hospital, department: one parent at a time, dated, never a circle."""

import pytest

from customers.accounts.parent import AccountParent
from tests.customers.conftest import Acting, Bring

TREE = "external_id,name,parent_external_id\nT,Trust,\nH,Hospital,T\nD,Department,H\n"


def _links() -> set[tuple[str, str]]:
    open_ones = AccountParent.objects.filter(until=None)
    return set(open_ones.values_list("account__external_id", "parent__external_id"))


@pytest.fixture
def tree(bring: Bring) -> None:
    assert bring("accounts", TREE)["failed"] == 0


@pytest.mark.usefixtures("tree")
def test_parents_may_stand_in_the_same_file_and_telling_them_again_changes_nothing(
    bring: Bring, acting: Acting
) -> None:
    bring("accounts", TREE)
    with acting("manager"):
        assert _links() == {("H", "T"), ("D", "H")}
        assert AccountParent.objects.count() == 2


@pytest.mark.usefixtures("tree")
def test_a_circle_is_refused_whoever_tells_it(bring: Bring, acting: Acting) -> None:
    report = bring("accounts", "external_id,name,parent_external_id\nT,Trust renamed,D\n")
    assert [(e["field"], e["code"]) for e in report["errors"]] == [("parent_external_id", "cycle")]
    assert bring("accounts", "external_id,parent_external_id\nT,T\n")["errors"][0]["code"] == "cycle"
    with acting("manager"):
        assert _links() == {("H", "T"), ("D", "H")}


@pytest.mark.usefixtures("tree")
def test_a_turned_tree_is_no_circle(bring: Bring, acting: Acting) -> None:
    assert bring("accounts", "external_id,parent_external_id\nD,\nH,D\nT,H\n")["failed"] == 0
    with acting("manager"):
        assert _links() == {("H", "D"), ("T", "H")}


@pytest.mark.usefixtures("tree")
def test_an_unknown_parent_is_named_and_an_untold_one_is_left_alone(bring: Bring, acting: Acting) -> None:
    report = bring("accounts", "external_id,parent_external_id\nD,XX\n")
    assert [(e["line"], e["code"]) for e in report["errors"]] == [(2, "unknown_account")]
    bring("accounts", "external_id,name\nD,Other name\n")
    with acting("manager"):
        assert ("D", "H") in _links()
