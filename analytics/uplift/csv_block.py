"""A block of CSV text as columns, parsed with array operations: millions of rows take seconds."""

import csv
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.panel import Flags, Floats, Ints
from analytics.uplift.spec import InvalidInput

COMMA, NEWLINE, HYPHEN, ZERO = b",\n-0"
LONGEST_FIELD = 200
LARGEST = 1e50  # Its fourth power, summed, is still a number.
DAYS = np.array([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
NO_MONTH = -1


@dataclass(frozen=True, kw_only=True)
class CsvBlock:
    """Rows of a file: its bytes, and where each field (row by column) starts and ends.

    The text is followed by LONGEST_FIELD zeros, so that a window of any allowed width fits everywhere.
    """

    text: NDArray[np.uint8]
    starts: Ints
    ends: Ints
    header: tuple[str, ...]
    first_row: int

    def strings(self, column: str) -> NDArray[np.bytes_]:
        """The column's fields as byte strings."""
        at = self.header.index(column)
        start = self.starts[:, at]
        length = self.ends[:, at] - start
        width = max(1, int(length.max()))
        if width > LONGEST_FIELD:
            self.refuse(length > LONGEST_FIELD, f"{column} is longer than {LONGEST_FIELD} bytes")
        # Every position of the text read as a field of that width: a row's field is one of them.
        windows = np.ndarray((len(self.text) - LONGEST_FIELD,), f"S{width}", self.text, strides=(1,))
        fields = windows[start]
        fields.view(np.uint8).reshape(-1, width)[...] *= np.arange(width) < length[:, None]
        return fields

    def numbers(self, column: str) -> Floats:
        """The column as finite numbers, NaN where a field is empty."""
        fields = self.strings(column)
        empty = fields == b""
        self.refuse(np.strings.find(fields, b"_") >= 0, f"{column} is not a number")
        try:
            values = np.where(empty, b"nan", fields).astype(np.float64)
        except ValueError:
            self.refuse(
                np.array([not _is_number(field) for field in fields.tolist()]), f"{column} is not a number"
            )
            raise
        self.refuse(~np.isfinite(values) & ~empty, f"{column} is not a finite number")
        self.refuse(np.abs(values) > LARGEST, f"{column} is larger than can be computed with")
        return values

    def months(self, column: str) -> Ints:
        """The column's dates (YYYY-MM or YYYY-MM-DD) as months since year zero, NO_MONTH where empty."""
        fields = self.strings(column)
        heads = run_starts(fields)
        length = np.strings.str_len(fields[heads])
        text = fields[heads].astype("S10").view(np.uint8).reshape(-1, 10)
        text[length == 7, 7:] = HYPHEN, ZERO, ZERO + 1
        digits = np.ascontiguousarray(text[:, [0, 1, 2, 3, 5, 6, 8, 9]].T).astype(np.int32) - ZERO
        year = ((digits[0] * 10 + digits[1]) * 10 + digits[2]) * 10 + digits[3]
        month, day = digits[4] * 10 + digits[5], digits[6] * 10 + digits[7]
        valid = ((digits >= 0) & (digits <= 9)).all(axis=0) & (text[:, 4] == HYPHEN) & (text[:, 7] == HYPHEN)
        valid &= ((length == 7) | (length == 10)) & (month >= 1) & (month <= 12) & (year >= 1)
        valid &= (day >= 1) & (day <= DAYS[np.clip(month, 1, 12) - 1])
        empty = length == 0
        runs = np.diff(heads, append=len(fields))
        self.refuse(np.repeat(~valid & ~empty, runs), f"{column} is not a date of the form YYYY-MM-DD")
        return np.repeat(np.where(empty, NO_MONTH, year * 12 + month - 1), runs)

    def refuse(self, wrong: Flags, reason: str) -> None:
        """InvalidInput for the first row that is wrong, if any; the header is row 1."""
        if wrong.any():
            raise InvalidInput(f"row {self.first_row + int(wrong.argmax())}: {reason}")


def parse_block(content: bytes, *, header: tuple[str, ...], first_row: int) -> CsvBlock:
    """The rows in `content`, which ends with a line end; InvalidInput for a row of another length."""
    if b'"' in content:
        content = _unquoted(content, first_row=first_row)
    text = np.frombuffer(content + bytes(LONGEST_FIELD), dtype=np.uint8)
    ends = np.flatnonzero((text == COMMA) | (text == NEWLINE))
    lines = np.flatnonzero(text[ends] == NEWLINE)
    fields = np.diff(lines, prepend=-1)
    wrong = fields != len(header)
    if wrong.any():
        row = int(wrong.argmax())
        raise InvalidInput(f"row {first_row + row}: {fields[row]} fields where the header has {len(header)}")
    starts = np.concatenate([[0], ends[:-1] + 1])
    if b"\0" in content:
        row = int(np.searchsorted(ends[lines], int((text == 0).argmax())))
        raise InvalidInput(f"row {first_row + row}: a NUL character")
    shape = (-1, len(header))
    return CsvBlock(
        text=text, starts=starts.reshape(shape), ends=ends.reshape(shape), header=header, first_row=first_row
    )


def run_starts(fields: NDArray[np.bytes_]) -> Ints:
    """Where a run of equal neighbours starts."""
    return np.flatnonzero(np.concatenate([[True], fields[1:] != fields[:-1]]))


def _unquoted(content: bytes, *, first_row: int) -> bytes:
    """The same rows without quotes; a quoted comma becomes a unit separator, a quoted line end is refused."""
    lines = content.decode("utf-8", errors="surrogateescape").removesuffix("\n").split("\n")
    rows: list[str] = []
    for number, line in enumerate(lines, start=first_row):
        try:
            fields: list[Any] = next(csv.reader([line], strict=True), [])
        except csv.Error as error:
            raise InvalidInput(f"row {number}: {error}") from error
        rows.append(",".join(field.replace(",", "\x1f") for field in fields))
    return ("\n".join(rows) + "\n").encode("utf-8", errors="surrogateescape")


def _is_number(field: bytes) -> bool:
    try:
        float(field or b"nan")
    except ValueError:
        return False
    return True
