"""What the database sends in blocks comes back as the accounts and months that it holds."""

import struct
from datetime import date

import numpy as np

from analytics.uplift.accounts import UNKNOWN_DAY, Block, accounts_of
from analytics.uplift.panel import NEVER

GAP = -(2**63)


def sent(values: list[int], *, size: str) -> bytes:
    """PostgreSQL's binary form of a one-dimensional array."""
    width = struct.calcsize(f"!{size}")
    heading = struct.pack("!iiIii", 1, 0, 20, len(values), 1)
    return heading + b"".join(struct.pack(f"!i{size}", width, value) for value in values)


def block(
    names: list[str], places: list[int], months: list[list[int]], *, first: date | None, began: list[int]
) -> Block:
    words = (["crm"] * len(names), names, *([""] * len(names) for _ in range(4)))
    return Block(
        currency="EUR" if first else None,
        first_month=first,
        months=b"".join(sent(row, size="q") for row in months),
        places=sent(places, size="i"),
        began=sent(began, size="i"),
        other_began=sent([UNKNOWN_DAY] * len(names), size="i"),
        other_project=sent([0] * len(names), size="i"),
        about=words,
    )


ACCOUNTS = accounts_of(
    [
        block(
            ["A", "C"], [0, 2], [[1, GAP, 3], [7, 8, 9]], first=date(2024, 1, 1), began=[19800, UNKNOWN_DAY]
        ),
        block(["B"], [1], [[5, 6]], first=date(2024, 3, 1), began=[UNKNOWN_DAY]),
        block(["D"], [3], [], first=None, began=[UNKNOWN_DAY]),
    ]
)


def test_months_stand_under_their_own_with_gaps_where_there_is_no_record() -> None:
    gap = np.nan
    np.testing.assert_equal(
        ACCOUNTS.laid_out(first=2024 * 12, months=4),
        [[1, gap, 3, gap], [gap, gap, 5, 6], [7, 8, 9, gap], [gap] * 4],
    )


def test_months_outside_the_calendar_are_left_out_at_both_ends() -> None:
    np.testing.assert_equal(
        ACCOUNTS.laid_out(first=2024 * 12 + 1, months=2), [[np.nan, 3], [np.nan, 5], [8, 9], [np.nan] * 2]
    )


def test_each_account_has_its_own_words_and_dates_wherever_its_block_puts_it() -> None:
    assert ACCOUNTS.about["external_id"].tolist() == ["A", "B", "C", "D"]
    assert ACCOUNTS.currency.tolist() == ["EUR", "EUR", "EUR", ""]
    assert ACCOUNTS.began.tolist() == [2024 * 12 + 2, NEVER, NEVER, NEVER]  # day 19800 is 18 March 2024
    assert ACCOUNTS.is_first().all()
