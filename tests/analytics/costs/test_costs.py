"""Costs of communities are entered by management and read by nobody else (A11.23)."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from analytics.costs.community_cost import CommunityCost
from analytics.costs.contribution_margin import ContributionMargin
from tests.cast import Cast

SignedIn = Callable[[str], Client]
Acting = Callable[[str], AbstractContextManager[Any]]
PAGE = "/w/ardenne/insight/costs/"
COST = {"kind": "agency", "spent_on": "2026-03-01", "amount": "1200.50", "currency": "EUR", "note": "Film"}


def test_a_manager_enters_reads_takes_away_and_removes_a_cost(
    committed: None, client_of: SignedIn, acting: Acting
) -> None:
    client = client_of("manager")
    assert client.post(PAGE, COST).status_code == 302
    with acting("manager"):
        cost = CommunityCost.objects.get()
    assert (cost.amount, cost.currency, cost.community_id) == (120050, "EUR", None)
    assert "1,200.50" in client.get(PAGE).content.decode()
    assert "2026-03-01,,agency,1200.50,EUR,Film" in client.get(f"{PAGE}table.csv").content.decode()
    assert client.post(f"{PAGE}{cost.id}/removal/").status_code == 302
    with acting("manager"):
        assert not CommunityCost.objects.exists()


def test_a_cost_belongs_to_a_customer_community_or_to_the_programme(
    committed: None, client_of: SignedIn, cast: Cast, acting: Acting
) -> None:
    client = client_of("manager")
    assert client.post(PAGE, {**COST, "community": cast.circle}).status_code == 302
    assert client.post(PAGE, {**COST, "community": cast.cop}).status_code == 400
    with acting("office"):
        assert CommunityCost.objects.get().community_id == cast.circle


@pytest.mark.parametrize("wrong", [{"amount": "0"}, {"amount": "x"}, {"currency": "eur"}, {"spent_on": ""}])
def test_a_wrong_entry_is_kept_in_the_form_and_said(
    committed: None, client_of: SignedIn, acting: Acting, wrong: dict[str, str]
) -> None:
    response = client_of("manager").post(PAGE, {**COST, **wrong})
    assert response.status_code == 400
    assert "Film" in response.content.decode()
    with acting("manager"):
        assert not CommunityCost.objects.exists()


def test_the_margin_that_counts_is_the_last_one(
    committed: None, client_of: SignedIn, acting: Acting, cast: Cast
) -> None:
    client = client_of("manager")
    for percent in ("40", "55"):
        assert client.post(f"{PAGE}margins/", {"percent": percent}).status_code == 302
    assert client.post(f"{PAGE}margins/", {"percent": "101"}).status_code == 400
    with acting("manager"):
        assert [margin.percent for margin in ContributionMargin.objects.order_by("-at")] == [55, 40]


@pytest.mark.parametrize("who", ["rep", "leader", "admin", "physician", "operator", "rival"])
def test_nobody_else_reads_or_enters_costs(committed: None, client_of: SignedIn, who: str) -> None:
    client_of("manager").post(PAGE, COST)
    client = client_of(who)
    assert client.get(PAGE).status_code in (302, 403, 404)
    assert client.post(PAGE, COST).status_code in (302, 403, 404)


def test_the_database_keeps_costs_from_everybody_else(
    committed: None, client_of: SignedIn, acting: Acting
) -> None:
    client_of("manager").post(PAGE, COST)
    for who in ("rep", "admin", "physician"):
        with acting(who):
            assert not CommunityCost.objects.exists()


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    committed: None, client_of: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of("manager")
    for _ in range(12):
        client.post(PAGE, COST)
    with django_assert_max_num_queries(20):
        client.get(PAGE)


def test_a_removal_is_undone_by_whoever_removed_it_once_and_by_nobody_else(
    committed: None, client_of: SignedIn, acting: Acting
) -> None:
    client = client_of("manager")
    client.post(PAGE, COST)
    with acting("manager"):
        before = CommunityCost.objects.values_list("id", "amount", "spent_on", "note", "kind").get()
    page = client.post(f"{PAGE}{before[0]}/removal/", follow=True).content.decode()
    undo = re.findall(rf'action="({PAGE}returns/[^"]+)"', page)[0]
    assert "too late" in client_of("office").post(undo, follow=True).content.decode()
    assert "too late" in client.post(f"{undo[:-3]}xx/", follow=True).content.decode()
    assert "Entered again" in client.post(undo, follow=True).content.decode()
    assert "too late" in client.post(undo, follow=True).content.decode()
    with acting("manager"):
        after = CommunityCost.objects.values_list("id", "amount", "spent_on", "note", "kind").get()
    assert after == before


def test_the_sum_of_what_was_spent_stands_first_here_and_on_the_programme(
    committed: None, client_of: SignedIn
) -> None:
    client = client_of("manager")
    client.post(PAGE, COST)
    client.post(PAGE, {**COST, "currency": "CHF", "amount": "70"})
    assert [(one["currency"], one["amount"]) for one in client.get(PAGE).context["spent"]] == [
        ("CHF", 7000),
        ("EUR", 120050),
    ]
    assert len(client.get("/w/ardenne/insight/programme/").context["spent"]) == 2
