"""Leader adoption: for those who lead and the operator, in customer communities alone (A11.22)."""

from analytics.health.health_run import Word
from analytics.health.indicators import INDICATORS
from analytics.health.subjects.adoption import figures_from, findings

RAW = {"leaders": 1, "deputies": 1, "is_customer": True, "leading_active": 0, "leading_topics": 0}


def test_nobody_sees_it_but_who_leads_and_the_operator() -> None:
    """A11.22."""
    mine = [
        indicator for indicator in INDICATORS if indicator.key in ("leaders_taking_part", "leaders_topics")
    ]
    assert len(mine) == 2
    assert not any(one.for_members or one.for_office or one.for_sponsor for one in mine)


def test_a_leader_who_stays_away_is_a_finding_for_her_and_no_one_who_takes_part() -> None:
    """A11.22."""
    (found,) = findings(figures_from(RAW), "customer")
    assert (found.code, found.word) == ("leader_away", Word.WATCH)
    assert not found.for_members
    assert not found.for_office
    assert not list(findings(figures_from(RAW | {"leading_active": 1}), "customer"))


def test_communities_of_the_firm_and_those_without_a_leader_have_no_such_figure() -> None:
    nothing = {"leaders_taking_part": None, "leaders_topics": None}
    assert figures_from(RAW | {"is_customer": False}) == nothing
    assert figures_from(RAW | {"leaders": 0, "deputies": 0}) == nothing
