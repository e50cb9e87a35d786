"""Firms in which the truth is known and the simple figures err, from their files to the manager's page (A10.03)."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from analytics.uplift.in_short import in_short
from analytics.uplift.released import Released, release
from analytics.uplift.runs import start_run
from analytics.uplift.uplift_run import UpliftRun
from tenancy.wall.scope import acting_for
from tests.analytics.uplift.records import record
from tests.analytics.uplift_runs.bringing import UNTIL, bring
from tests.cast import Cast
from tests.draining import drain

SignedIn = Callable[[str], Client]
Told = Callable[..., tuple[Released, str, str]]
CUSTOMERS = 300
# Words that would make a manager glad.
PRAISE = ("have raised", "brought more than", "more per customer", "Go on opening", "is above zero")


@pytest.fixture
def told(committed: None, cast: Cast, client_of: SignedIn) -> Told:
    """A record brought in, computed by the task and read: what is released, the page, the home page."""

    def tell(**shape: Any) -> tuple[Released, str, str]:
        bring(cast, record(customers=CUSTOMERS, **shape))
        with acting_for(cast.ardenne, cast.manager):
            start_run(until=UNTIL, result_url=str)
        assert ("uplift.run_report", "done") in drain()
        with acting_for(cast.ardenne, cast.manager):
            run = UpliftRun.objects.get()
        client = client_of("manager")
        report = client.get(f"/w/ardenne/insight/uplift/{run.id}/").content.decode()
        return release(run.result), read(report), read(client.get("/w/ardenne/").content.decode())

    return tell


def read(page: str) -> str:
    """What stands on a page, without tags and line breaks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_sales_that_grew_although_communities_lowered_them(
    told: Told,
) -> None:
    """Customers on the rise were chosen: the headline says growth, the truth is six percent less."""
    released, page, home = told(effect=-6, drift=0.5)
    assert released.descriptive is not None
    assert released.overall is not None
    assert released.naive is not None
    assert released.descriptive["B2"] > 1
    assert released.naive > 0
    assert released.overall["ci"][1] < 0
    for said in (page, home):
        assert "better than the market" in said
        assert "estimated to have lowered members’ sales" in said
        assert "The simple comparison points the wrong way" in said
    assert "less per customer and month than similar customers" in page
    assert not [words for words in PRAISE if words in page]


def test_sales_that_fell_although_communities_raised_them(
    told: Told,
) -> None:
    """Customers on the decline were chosen: the headline says loss, the truth is nine percent more."""
    released, page, home = told(effect=9, drift=-0.5)
    assert released.descriptive is not None
    assert released.overall is not None
    assert released.descriptive["B2"] < -1
    assert released.overall["ci"][0] > 0
    for said in (page, home):
        assert "worse than the market" in said
        assert "estimated to have raised members’ sales" in said
        assert "The simple comparison points the wrong way" in said
    assert "than similar customers (95 % interval)" in page
    for breakdown, words in (
        (0.12, "by 0.12 times the largest"),
        (None, "as they did before"),
        (1.5, ""),
    ):
        unknown = in_short(replace(released, sensitivity={"relative": {"breakdown": breakdown}}))[1]["text"]
        assert (words in unknown, "Were trends to part" in unknown) == (True, bool(words))


def test_growth_without_any_effect_is_not_praised(told: Told) -> None:
    """Customers on the rise were chosen and nothing was done to them."""
    released, page, home = told(effect=0, drift=0.5)
    assert released.descriptive is not None
    assert released.overall is not None
    assert released.descriptive["B2"] > 1
    assert released.overall["ci"][0] < 0 < released.overall["ci"][1]
    for said in (page, home):
        assert "No effect of opening a community can be told" in said
        assert "not one that can be put down to communities" in said
    assert "not proof of none" in page
    assert not [words for words in PRAISE if words in page]


def test_customers_chosen_in_a_dip_get_no_estimate_and_no_direction(
    told: Told,
) -> None:
    """Sales had fallen for a while before joining and came back by themselves: nothing was done to them."""
    released, page, home = told(effect=0, dip=15)
    assert released.verdict == "trends_differ"
    assert released.overall is None
    assert "Trend differences existed before joining" in page
    assert "not even the direction is known" in page
    assert page.index("not even the direction is known") < page.index("straight line")
    assert "no effect is stated" in home
    assert not [words for words in PRAISE if words in page]
