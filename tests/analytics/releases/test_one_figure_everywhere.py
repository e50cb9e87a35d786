"""Page, CSV, interface, words and ledger take a released figure from the same stored value (02, section 4; D9)."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.ledger.ledger_line import LedgerLine
from customers.clients.registering import register_client
from tenancy.wall.scope import acting_for
from tests.analytics.releases.conftest import OCTOBER, SEPTEMBER, World
from tests.customers.calling import Caller, Callers, token_answer

ClientOf = Callable[[str], Client]
OUTSIDE = "/w/ardenne/insight/released/"
BETWEEN = datetime(2026, 9, 20, 9, tzinfo=UTC)
MID_OCTOBER = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.fixture
def caller(world: World) -> Callers:
    """A system of the firm, signed in with these scopes."""

    def signed_in(*scopes: str) -> Caller:
        with acting_for(world.cast.ardenne, purpose="command"):
            client, secret = register_client("CRM", scopes=scopes, at=timezone.now())
        return Caller(json.loads(token_answer((client.client_id, secret)).content)["access_token"])

    return signed_in


def items(caller: Callers, query: str = "") -> list[dict[str, Any]]:
    answer = caller("reports:read").send("GET", f"/released-figures{query}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def in_csv(client: Client) -> dict[tuple[str, str], str]:
    text = client.get(OUTSIDE + "figures.csv").content.decode("utf-8-sig")
    return {(row["month"], row["figure"]): row["value"] for row in csv.DictReader(io.StringIO(text))}


def test_page_csv_interface_and_ledger_say_the_same(
    world: World, client_of: ClientOf, caller: Callers
) -> None:
    people = world.join(43)
    world.write(people[:21], at=MID_OCTOBER)
    world.release(OCTOBER)
    manager = client_of("manager")
    page, file = manager.get(OUTSIDE).content.decode(), in_csv(manager)
    told = {(one["month"], one["figure"]): one for one in items(caller)}
    assert {key: one["text"] for key, one in told.items()} == file
    assert len(file) == 3
    assert all(value in page for value in file.values())
    with acting_for(world.cast.ardenne, world.cast.member):
        ledger = " ".join(LedgerLine.objects.filter(crossing="aggregates").values_list("what", flat=True))
    assert all(value in ledger for value in file.values())
    contributors = told["2026-10", "contributors"]
    assert (contributors["about"], contributors["of"], contributors["percent"]) == (20, 45, 45)


def test_the_interface_has_no_word_no_preview_and_no_figure_of_few(world: World, caller: Callers) -> None:
    world.join(30)
    world.release(OCTOBER, cross=False)
    assert items(caller) == []
    world.cross(OCTOBER)
    assert {one["figure"] for one in items(caller)} == {"members", "active_members", "contributors"}
    assert items(caller, "?month=2026-09") == []
    assert caller("reports:read").send("GET", "/released-figures?month=soon").status_code == 400
    assert caller("accounts:read").send("GET", "/released-figures").status_code == 403


def test_no_difference_between_months_or_between_ways_to_read_is_one_person(
    world: World, client_of: ClientOf, caller: Callers
) -> None:
    old = world.join(40)
    world.write(old[:18], at=BETWEEN)
    world.release(SEPTEMBER)
    world.write(world.join(1, at=BETWEEN), at=MID_OCTOBER)
    world.write(old[:18], at=MID_OCTOBER)
    world.release(OCTOBER)
    numbers = [value for one in items(caller) for value in (one["about"], one["of"], one["percent"]) if value]
    assert {number % 5 for number in numbers} == {0}
    by_month = [
        {one["figure"]: one["text"] for one in items(caller, f"?month=2026-{at}")} for at in ("09", "10")
    ]
    assert by_month[0] == by_month[1]
    assert {key[1]: value for key, value in in_csv(client_of("manager")).items()} == by_month[1]


@pytest.mark.parametrize("query", ["?limit=1", "?limit=0", "?cursor=x"])
def test_pages_are_those_of_the_interface(world: World, caller: Callers, query: str) -> None:
    world.join(30)
    world.release(OCTOBER)
    answer = caller("reports:read").send("GET", f"/released-figures{query}")
    assert answer.status_code == (200 if query == "?limit=1" else 400)
    if query == "?limit=1":
        assert len(answer.json()["items"]) == 1
        assert answer.json()["next"]
