"""Numbers are rounded, never cut off."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from tenancy.surfaces.numbers import written


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (0.96, 0, "1"),
        (66.7, 0, "67"),
        (2.5, 0, "3"),
        (-0.04, 1, "0.0"),
        (-1234.56, 1, "\u22121,234.6"),
        (Decimal("0.005"), 2, "0.01"),
        (1e15, 0, "1,000,000,000,000,000"),
    ],
)
def test_digits_that_are_not_shown_round_the_last_one_shown(
    value: float | Decimal, places: int, expected: str
) -> None:
    assert written(value, places) == expected


def test_units_and_signs_stand_where_the_language_wants_them() -> None:
    assert written(12.34, 1, unit="EUR", signed=True) == "EUR\u00a0+12.3"
    with override("de"):
        assert written(-1234.5, 1, unit="h") == "\u22121.234,5\u00a0h"
