"""Placing accounts by rules: set-wise, explained, repeatable, with history (A9.02, A9.03, A9.13)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.segments.drafting import preview, save_draft
from customers.segments.explaining import explanation_of, why_not
from customers.segments.facts import FACTS, NUMBER
from customers.segments.running import place_accounts, run_month
from customers.segments.segment_membership import SegmentMembership
from customers.segments.segment_run import SegmentRun
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring
from tests.customers.segments.conftest import GROW, KEEP, REST, TODAY, UNTIL, Place, ruled, segment

pytestmark = pytest.mark.usefixtures("centres")


def placed(acting: Acting) -> dict[str, str]:
    """Current segment by external id."""
    with acting("manager"):
        rows = SegmentMembership.objects.current().values_list("account__external_id", "key")
        return dict(rows)


def test_each_account_is_in_the_first_segment_whose_conditions_all_hold(acting: Acting, place: Place) -> None:
    place(GROW, KEEP, REST)
    assert placed(acting) == {"A1": "grow", "A2": "keep", "A3": "rest", "A4": "rest"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (("sales_12m", "below", 200), {"A3"}),
        (("sales_12m", "known", None), {"A1", "A2", "A3"}),
        (("growth", "below", 0), {"A2"}),
        (("growth", "at_least", 20), {"A1"}),
        (("contacts", "at_least", 2), {"A3"}),
        (("profession", "one_of", ["surgeon"]), {"A3"}),
        (("profession", "none_of", ["Surgeon"]), {"A1", "A2", "A4"}),
        (("country", "one_of", ["CH", "DE"]), {"A1", "A2", "A3"}),
        (("country", "known", None), {"A1", "A2", "A3"}),
        (("type", "one_of", ["General hospital"]), {"A2", "A3", "A4"}),
    ],
)
def test_conditions_hold_as_they_say(
    acting: Acting, place: Place, condition: tuple[str, str, Any], expected: set[str]
) -> None:
    with acting("manager"):
        tried = preview(ruled(segment("those", condition)), until=UNTIL)
    assert sum(move.accounts for move in tried if move.to_key == "those") == len(expected)
    place(segment("those", condition))
    assert set(placed(acting)) == expected


def test_the_same_rules_and_inputs_place_alike_and_change_nothing(acting: Acting, place: Place) -> None:
    """A9.03: re-runnable."""
    runs = [place(GROW, REST), place(today=date(2026, 2, 1))]
    with acting("manager"):
        first, second = (SegmentRun.objects.get(id=run) for run in runs)
        assert first.inputs_hash == second.inputs_hash
        assert len(first.inputs_hash) == 64
        assert second.counts == {"accounts": 4, "segments": {"grow": 1, "rest": 3}, "moves": []}
        assert SegmentMembership.objects.count() == 4


def test_a_move_ends_one_membership_and_begins_the_next(acting: Acting, place: Place) -> None:
    place(GROW, REST)
    run = place(segment("grow", ("growth", "below", 0)), REST, today=date(2026, 2, 1))
    assert placed(acting) == {"A1": "rest", "A2": "grow", "A3": "rest", "A4": "rest"}
    with acting("manager"):
        history = SegmentMembership.objects.filter(account__external_id="A1").order_by("since")
        assert [(one.key, one.since, one.until) for one in history] == [
            ("grow", TODAY, date(2026, 2, 1)),
            ("rest", date(2026, 2, 1), None),
        ]
        assert SegmentRun.objects.get(id=run).counts["moves"] == [["Grow", "Rest", 1], ["Rest", "Grow", 1]]


def test_a_run_is_done_once(cast: Cast, place: Place) -> None:
    run = place(REST)
    with acting_for(cast.ardenne, purpose="command"):
        assert not place_accounts(run, today=TODAY)


def test_the_preview_counts_moves_and_writes_nothing(acting: Acting, place: Place) -> None:
    place(GROW, REST)
    with acting("manager"):
        moves = preview(ruled(KEEP, REST), until=UNTIL)
        assert {(m.from_key, m.to_key, m.accounts) for m in moves} == {
            ("grow", "keep", 1),
            ("rest", "keep", 1),
            ("rest", "rest", 2),
        }
        assert SegmentRun.objects.count() == 1


def test_the_month_is_run_once(cast: Cast, acting: Acting, place: Place) -> None:
    place(REST, until=date(2025, 12, 1))

    def worker() -> Any:
        return acting_for(cast.ardenne, purpose="task:x")

    assert run_month(worker, today=TODAY)
    assert not run_month(worker, today=TODAY)
    assert run_month(worker, today=date(2026, 2, 2))


def test_the_explanation_has_the_values_used_and_why_not_the_one_before(acting: Acting, place: Place) -> None:
    """A9.03: explainable, by the values of the run and not of today."""
    place(GROW, KEEP, REST)
    with acting("manager"):
        account = Account.objects.get(external_id="A2").id
        grow, keep, rest = explanation_of(account)
        assert [(c.text, c.found, c.holds) for c in grow.conditions] == [
            ("Net sales of the last 12 months is at least 10,000", "9,600", False),
            ("Growth of sales is at least 10\u00a0%", "-20\u00a0%", False),
        ]
        assert (keep.is_this, rest.is_this, rest.fits) == (True, False, True)
        assert why_not([grow, keep, rest]) == (
            "Not in “Grow”, because this does not hold: Net sales of the last 12 months is at least 10,000 "
            "(found: 9,600)."
        )


@pytest.mark.usefixtures("committed")
def test_marketing_learns_that_a_sales_condition_held_but_not_the_figure(
    cast: Cast, acting: Acting, place: Place, marketing: UUID
) -> None:
    place(GROW, REST)
    with acting("manager"):
        account = Account.objects.get(external_id="A1").id
    with acting_for(cast.ardenne, marketing):
        grow, _rest = explanation_of(account)
    assert [(c.holds, c.found) for c in grow.conditions] == [
        (True, "not shown: sales are read by those who oversee them")
    ] * 2


def test_a_rep_sees_segment_and_reasons_of_own_accounts_alone(
    cast: Cast, acting: Acting, place: Place
) -> None:
    place(GROW, REST)
    with acting("manager"):
        mine, other = (Account.objects.get(external_id=name) for name in ("A1", "A2"))
        AccountAssignment(account=mine, person_id=cast.rep, since=date(2026, 1, 1)).save()
    with acting("rep"):
        assert list(SegmentMembership.objects.values_list("key", flat=True)) == ["grow"]
        assert explanation_of(mine.id)[0].conditions[0].found == "14,400"
    with pytest.raises(NotAllowed), acting("rep"):
        explanation_of(other.id)


@pytest.mark.parametrize("who", ["rep", "leader", "admin", "office", "operator", "physician"])
def test_only_marketing_and_management_write_rules(acting: Acting, who: str) -> None:
    with pytest.raises(NotAllowed), acting(who):
        save_draft(ruled(REST), note="")


@pytest.mark.parametrize("who", ["physician", "operator", "rival", "leader"])
def test_nobody_else_sees_segments(acting: Acting, place: Place, who: str) -> None:
    place(REST)
    with acting(who):
        assert (SegmentMembership.objects.count(), SegmentRun.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        {"segments": [], "else": 1},
        {"segments": {}},
        ruled(segment("x", ("prescriptions", "at_least", 1))),
        ruled(segment("x", ("growth", "one_of", ["A"]))),
        ruled(segment("x", ("growth", "at_least", "5"))),
        ruled(segment("x", ("country", "one_of", 5))),
        ruled(REST, REST),
        ruled({**REST, "key": "Not a key"}),
        ruled({**REST, "benefit": "free dinner"}),
        ruled({**REST, "conditions": [1]}),
        ruled({**REST, "conditions": None}),
    ],
)
def test_the_language_of_conditions_is_closed(acting: Acting, broken: dict[str, Any]) -> None:
    """A9.03, D8: there is no condition on what anybody prescribes."""
    with pytest.raises(RuleBroken, match="segment_rules_malformed"), acting("manager"):
        save_draft(broken, note="")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_the_database_knows_every_fact_of_the_editor(acting: Acting, place: Place, fact: Any) -> None:
    value: Any = 1 if fact.kind == NUMBER else ["x"]
    place(segment("one", (fact.key, "at_least" if fact.kind == NUMBER else "one_of", value)), REST)
    with acting("manager"):
        explained = explanation_of(Account.objects.get(external_id="A1").id)
    assert len(explained[0].conditions) == 1


def test_missing_months_are_unknown_not_zero(bring: Bring, acting: Acting, place: Place) -> None:
    bring("accounts", "external_id,name\nA5,Young\n")
    bring("sales", "external_id,month,net_sales,currency\nA5,2025-11,50,EUR\nA5,2025-12,50,EUR\n")
    place(segment("growing", ("growth", "known", None)), segment("sold", ("sales_12m", "at_least", 100)))
    assert placed(acting)["A5"] == "sold"


def test_sales_in_another_currency_are_never_added(bring: Bring, acting: Acting, place: Place) -> None:
    bring("accounts", "external_id,name\nA6,Elsewhere\n")
    bring("sales", "external_id,month,net_sales,currency\nA6,2025-12,50000,SEK\n")
    place(segment("sold", ("sales_12m", "known", None)))
    assert "A6" not in placed(acting)


def test_facts_are_not_for_pages(acting: Acting) -> None:
    with pytest.raises(Exception, match="permission denied"), acting("manager"):
        call("segment_facts", UNTIL)
