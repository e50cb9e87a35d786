"""Tags of the design system: what they write for readers and for screen readers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from tenancy.templatetags.design import cells, initials, money, number, when


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mette Sørensen", "MS"),
        ("Dr. Hanna Reuter", "HR"),
        ("Cher", "C"),
        ("", ""),
        ("Dr.", "D"),
        ("a b c", "AC"),
    ],
)
def test_initials_leave_titles_out(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "signed", "expected"),
    [
        (1234.5, 1, "EUR", False, "EUR\u00a01,234.5"),
        (-35.4, 1, "%", True, "\u221235.4\u00a0%"),
        (Decimal("0.38"), 1, "", True, "+0.4"),
        (-0.001, 1, "", False, "0.0"),
        (0.125, 2, "", False, "0.13"),
        (float("nan"), 1, "", False, "unknown"),
        (None, 0, "", False, "unknown"),
    ],
)
def test_a_number_has_a_true_minus_and_its_unit(
    value: float | Decimal | None, decimals: int, unit: str, signed: bool, expected: str
) -> None:
    with translation.override("en"):
        assert number(value, decimals, unit, signed) == expected


def test_a_number_follows_the_readers_language() -> None:
    with translation.override("de"):
        assert number(1234.5, 1) == "1.234,5"


def test_money_is_held_in_minor_units() -> None:
    with translation.override("en"):
        assert money(123456, "EUR") == "EUR\u00a01,234.56"


def test_a_recent_moment_is_an_age_and_an_old_one_a_date() -> None:
    with translation.override("en"), timezone.override("UTC"):
        assert "2\u00a0hours ago" in when(timezone.now() - timedelta(hours=2))
        assert ">3 Mar 2020<" in when(datetime(2020, 3, 3, 9, 5, tzinfo=UTC))
        assert when(None) == ""


def test_a_moment_is_told_in_the_readers_zone() -> None:
    with translation.override("en"), timezone.override("Europe/Berlin"):
        assert ">3 Mar 2020, 10:05<" in when(datetime(2020, 3, 3, 9, 5, tzinfo=UTC), "minute")


def test_an_icon_is_silent_unless_it_means_something() -> None:
    assert 'aria-hidden="true"' in Template('{% icon "lock" %}').render(Context())
    assert 'role="img" aria-label="closed"' in Template('{% icon "lock" "" "closed" %}').render(Context())


def test_names_and_labels_are_escaped() -> None:
    written = Template('{% avatar name %}{% icon "x" "" name %}').render(Context({"name": '"><script>'}))
    assert "<script>" not in written


def test_a_cell_carries_its_column() -> None:
    columns: list[dict[str, object]] = [{"label": "Name"}, {"label": "Hours", "numeric": True}]
    assert cells(["Ana", {"text": "8", "tone": "watch"}], columns)[1] == {
        "label": "Hours", "numeric": True, "text": "8", "tone": "watch",
    }  # fmt: skip
