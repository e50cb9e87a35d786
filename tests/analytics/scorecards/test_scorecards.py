"""Scorecards of success factors: the published tables, self-rated with evidence, seen by whom they concern (A15.20)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from analytics.health.indicators import BY_KEY
from analytics.scorecards.factor_rating import FactorRating
from analytics.scorecards.instruments import FACTORS, INSTRUMENTS
from analytics.scorecards.page import quarter_ends
from analytics.scorecards.rating import rate
from communities.community.community import Community
from communities.community.kinds import Kind
from tenancy.people.person import Person
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
CARD = "/w/ardenne/communities/sepsis/scorecard/"
CIRCLE = "/p/kreis/communities/circle/scorecard/"
AT = datetime(2026, 8, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "dimensions", "factors"),
    [(Kind.INDUCED_COP, 7, 14), (Kind.CUSTOMER, 8, 17), (Kind.STRATEGIC, 6, 6)],
)
def test_the_tables_have_their_published_size(kind: str, dimensions: int, factors: int) -> None:
    instrument = INSTRUMENTS[kind]
    assert len(instrument.dimensions) == dimensions
    assert len(list(instrument.factors())) == factors


def test_codes_are_unique_and_figures_exist() -> None:
    assert len(FACTORS) == 14 + 17 + 6
    assert {key for factor in FACTORS.values() for key in factor.figures} <= set(BY_KEY)


def rated(acting: Acting, cast: Cast, who: str, community: str, factor: str, **said: Any) -> FactorRating:
    with acting(who):
        place = Community.objects.get(id=cast.ids[community])
        values: dict[str, Any] = {"rating": 3, "evidence": "Two workshops in May", "at": AT} | said
        return rate(place, factor=factor, by=Person(id=getattr(cast, who)), **values)


def test_a_leader_rates_with_evidence_and_members_read_it(cast: Cast, client_of: ClientOf) -> None:
    said = {"rating": "4", "evidence": "Leaders met for two days in March"}
    assert client_of("leader").post(f"{CARD}t1_leader_training/", said).status_code == 302
    page = client_of("rep").get(CARD).content.decode()
    assert "4: mostly in place" in page
    assert "Leaders met for two days in March" in page
    assert "1 of 14 rated" in page
    assert client_of("rep").post(f"{CARD}t1_leader_training/", said).status_code == 403


@pytest.mark.parametrize(
    "said", [{"rating": "4"}, {"rating": "6", "evidence": "x"}, {"rating": "4", "evidence": "  "}]
)
def test_a_rating_without_evidence_or_beyond_the_scale_is_refused(
    cast: Cast, client_of: ClientOf, said: dict[str, str]
) -> None:
    assert client_of("leader").post(f"{CARD}t1_kick_off/", said).status_code == 400


def test_a_factor_that_does_not_concern_us_says_why(cast: Cast, client_of: ClientOf) -> None:
    said = {"rating": "", "evidence": "The firm chooses segments without us"}
    assert client_of("physician").post(f"{CIRCLE}t2_segments/", said).status_code == 302
    assert "does not concern us" in client_of("member").get(CIRCLE).content.decode()


def test_nothing_is_overwritten_and_the_latest_holds(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    rated(acting, cast, "leader", "cop", "t1_rotation", rating=2, evidence="Nobody has moved")
    rated(acting, cast, "leader", "cop", "t1_rotation", rating=5, at=datetime(2026, 9, 1, tzinfo=UTC))
    page = client_of("rep").get(f"{CARD}t1_rotation/").content.decode()
    assert page.index("5: fully in place") < page.index("2: begun")
    with acting("leader"), pytest.raises(DatabaseError):
        FactorRating.objects.update(rating=1)


def test_the_programme_office_reads_cards_of_practice_and_of_nothing_else(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    rated(acting, cast, "leader", "cop", "t1_rotation")
    rated(acting, cast, "physician", "circle", "t2_concept")
    with acting("office"):
        assert [one.factor for one in FactorRating.objects.all()] == ["t1_rotation"]
    assert client_of("office").get(CARD).status_code == 200
    listed = client_of("office").get("/w/ardenne/insight/scorecards/").content.decode()
    assert "Sepsis pathways" in listed
    assert "Circle" not in listed


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "operator", "outsider", "newcomer", "rival"])
def test_a_customer_communitys_card_stays_with_its_members(
    cast: Cast, acting: Acting, client_of: ClientOf, who: str
) -> None:
    """Design 02: nothing of it leaves, neither to sponsor nor operator."""
    rated(acting, cast, "physician", "circle", "t2_concept")
    with acting(who):
        assert not FactorRating.objects.filter(community_id=cast.circle).exists()
    place = cast.surface_of(who).rstrip("/")
    for page in ("", "t2_concept/", "ratings.csv"):
        assert client_of(who).get(f"{place}/communities/circle/scorecard/{page}").status_code == 404


def test_only_leaders_write_whatever_the_code_does(cast: Cast, acting: Acting) -> None:
    with pytest.raises(DatabaseError):
        rated(acting, cast, "rep", "cop", "t1_rotation")
    with pytest.raises(DatabaseError):
        rated(acting, cast, "office", "cop", "t1_rotation")


@pytest.mark.parametrize(
    "path", ["communities/sepsis/scorecard/t2_concept/", "communities/sepsis/scorecard/none/"]
)
def test_a_factor_of_another_table_is_not_there(cast: Cast, client_of: ClientOf, path: str) -> None:
    assert client_of("leader").get(f"/w/ardenne/{path}").status_code == 404


def test_history_shows_what_held_at_the_end_of_each_quarter(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    rated(acting, cast, "leader", "cop", "t1_awareness", rating=1, at=datetime(2020, 1, 1, tzinfo=UTC))
    rated(acting, cast, "leader", "cop", "t1_awareness", rating=4, at=datetime.now(UTC))
    page = client_of("rep").get(CARD).content.decode()
    row = page[page.index("Ratings at the end of each quarter") :]
    row = row[row.index("CoP awareness program") :].split("</tr>")[0]
    assert [cell.split(">")[1][:1] for cell in row.split("<td")[1:]] == ["1"] * 6 + ["4"]


def test_quarters_end_on_their_last_days() -> None:
    ends = quarter_ends(date(2026, 2, 14))
    assert [f"{day:%y-%m-%d}" for day in ends] == [
        "24-09-30",
        "24-12-31",
        "25-03-31",
        "25-06-30",
        "25-09-30",
        "25-12-31",
    ]


def test_the_file_holds_every_rating(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    rated(acting, cast, "leader", "cop", "t1_rotation", evidence="=1+1")
    rows = client_of("rep").get(f"{CARD}ratings.csv").content.decode().splitlines()
    assert len(rows) == 2
    assert "'=1+1" in rows[1]


def test_the_card_costs_the_same_however_much_is_rated(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    client = client_of("rep")
    rated(acting, cast, "leader", "cop", "t1_rotation")
    with CaptureQueriesContext(connection) as few:
        client.get(CARD)
    for factor in INSTRUMENTS[Kind.INDUCED_COP].factors():
        rated(acting, cast, "leader", "cop", factor.code)
    with CaptureQueriesContext(connection) as many:
        client.get(CARD)
    assert len(many) == len(few) <= 12
