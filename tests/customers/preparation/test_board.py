"""The preparation board: a steward's own list for the communities she prepares (A10)."""

import pytest

from customers.preparation.preparation_action import PreparationAction
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/preparation/"


@pytest.fixture
def planned(client_of: ClientOf, cast: Cast) -> None:
    for day in range(1, 5):
        fields = {"title": f"Step {day}", "due_on": f"2026-12-0{day}"}
        assert client_of("rep").post(f"{PAGE}circle/actions/", fields).status_code == 302


@pytest.mark.usefixtures("planned")
def test_the_home_page_shows_the_next_three_actions(client_of: ClientOf) -> None:
    home = client_of("rep").get("/w/ardenne/").text
    assert "Customer communities I prepare" in home
    assert "Step 3" in home
    assert "Step 4" not in home
    assert "Step 4" in client_of("rep").get(PAGE).text


@pytest.mark.usefixtures("planned")
def test_a_finished_action_makes_room(client_of: ClientOf, acting: Acting) -> None:
    with acting("rep"):
        first = PreparationAction.objects.get(title="Step 1")
    assert client_of("colleague").post(f"{PAGE}actions/{first.id}/done/").status_code == 404
    assert client_of("rep").post(f"{PAGE}actions/{first.id}/done/").status_code == 302
    assert "Step 4" in client_of("rep").get("/w/ardenne/").text


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("who", ["colleague", "leader", "admin", "physician", "member", "operator", "rival"])
def test_nobody_else_sees_the_list(acting: Acting, who: str) -> None:
    with acting(who):
        assert not PreparationAction.objects.exists()


def test_only_the_steward_plans(client_of: ClientOf, cast: Cast) -> None:
    fields = {"title": "x", "due_on": "2026-12-01"}
    assert client_of("colleague").post(f"{PAGE}circle/actions/", fields).status_code == 404
    assert client_of("manager").get(PAGE).status_code == 403
    assert client_of("rep").post(f"{PAGE}circle/actions/", {"title": ""}).status_code == 400
