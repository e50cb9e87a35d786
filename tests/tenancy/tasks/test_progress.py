"""The page of a task."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tenancy.tasks.enqueuing import enqueue
from tenancy.tasks.queued_task import QueuedTask
from tenancy.wall.scope import Scope
from tests.cast import Cast

ClientOf = Callable[[str], Client]


@pytest.fixture
def page(cast: Cast, acting: Callable[[str], AbstractContextManager[Scope]]) -> str:
    """The address of a task of the rep."""
    with acting("rep"):
        task = enqueue("test.do", label="Health check", result_url="/w/ardenne/result/")
    return f"/w/ardenne/tasks/{task}/"


def test_who_started_it_sees_how_far_it_is(client_of: ClientOf, page: str) -> None:
    assert "Health check" in client_of("rep").get(page).content.decode()


def test_the_piece_that_asks_again_is_served_alone(client_of: ClientOf, page: str) -> None:
    answer = client_of("rep").get(page, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{page}"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("admin", 404), ("rival", 404), ("physician", 404)]
)
def test_for_everybody_else_it_does_not_exist(client_of: ClientOf, page: str, who: str, status: int) -> None:
    assert client_of(who).get(page).status_code == status
    assert client_of(who).delete(page).status_code == status


def test_who_started_it_can_withdraw_it(
    cast: Cast, client_of: ClientOf, page: str, acting: Callable[[str], AbstractContextManager[Scope]]
) -> None:
    answer = client_of("rep").delete(page, headers={"HX-Request": "true"})
    assert "You have stopped it." in answer.content.decode()
    with acting("rep"):
        assert QueuedTask.objects.get(name="test.do").state == "cancelled"
