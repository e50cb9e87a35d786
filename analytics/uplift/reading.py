"""A panel from a CSV file: `customer_id, month, first_joined_month, net_sales` and what the spec names."""

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.columns import customer_columns, place_codes
from analytics.uplift.csv_block import NO_MONTH, CsvBlock, parse_block, run_starts
from analytics.uplift.panel import NEVER, Flags, Floats, Ints, Panel
from analytics.uplift.spec import InvalidInput, Spec

REQUIRED = ("customer_id", "month", "first_joined_month", "net_sales")
BLOCK_BYTES = 4_000_000
LONGEST_CALENDAR = 1200
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The file's rows as columns: customers by number of appearance, months counted from year zero."""

    customer: NDArray[np.int32]
    month: NDArray[np.int32]
    joined: NDArray[np.int32]
    net_sales: Floats
    others: dict[str, NDArray[np.bytes_]]
    customers: int


def read_panel(path: Path, spec: Spec) -> Panel:
    """The panel in a file; InvalidInput names the row (the header is row 1) and what is wrong with it."""
    rows = _read_rows(path, spec)
    first, length = _calendar(rows)
    cell = rows.customer.astype(np.int64) * length + (rows.month - first)
    counts = np.bincount(cell, minlength=rows.customers * length)
    if counts.max() > 1:
        _refuse_duplicate(cell, counts)
    sales = np.full(rows.customers * length, np.nan)
    sales[cell] = rows.net_sales
    joined = _constant(rows, rows.joined, reason="first_joined_month differs from the customer's first row")
    first_treated = np.where(joined == NO_MONTH, NEVER, joined.astype(np.int64) - first + 1)
    extra = customer_columns(
        rows.others, spec, customer=rows.customer, rank=rows.month - first + 1, first_treated=first_treated
    )
    return Panel(
        sales=sales.reshape(rows.customers, length),
        first_treated=first_treated,
        months=tuple(_label(month) for month in range(first, first + length)),
        places=None
        if spec.level is None
        else place_codes(rows.others[spec.level], spec.level, customer=rows.customer),
        **extra,
    )


def _read_rows(path: Path, spec: Spec) -> Rows:
    known: defaultdict[bytes, int] = defaultdict()
    known.default_factory = known.__len__
    parts: list[tuple[Ints, ...]] = []
    net_sales: list[Floats] = []
    others: dict[str, list[NDArray[np.bytes_]]] = {column: [] for column in _wanted(spec)}
    for block in _blocks(path, spec):
        month = block.months("month")
        block.refuse(month == NO_MONTH, "month is empty")
        parts.append((_numbered(block, known), month, block.months("first_joined_month")))
        net_sales.append(block.numbers("net_sales"))
        for column, fields in others.items():
            fields.append(block.strings(column))
    if not parts:
        raise InvalidInput("row 1: no rows follow the header")
    customers, months, joined = (np.concatenate(part).astype(np.int32) for part in zip(*parts, strict=True))
    return Rows(
        customer=customers,
        month=months,
        joined=joined,
        net_sales=np.concatenate(net_sales),
        others={column: np.concatenate(fields) for column, fields in others.items()},
        customers=len(known),
    )


def _blocks(path: Path, spec: Spec) -> Iterator[CsvBlock]:
    with _opened(path) as stream:
        header: tuple[str, ...] = ()
        row = 1
        try:
            for content in _whole_lines(stream):
                if not header:
                    line, _, content = content.partition(b"\n")
                    header, row = _header(line, spec), 2
                if content:
                    block = parse_block(content, header=header, first_row=row)
                    yield block
                    row += len(block.starts)
        except (OSError, EOFError, zlib.error) as error:
            raise InvalidInput(f"row {row}: the file cannot be read ({error})") from error
        if not header:
            raise InvalidInput("row 1: the file is empty")


def _opened(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as stream:
            zipped = stream.read(2) == b"\x1f\x8b"
        return cast(IO[bytes], gzip.open(path, "rb")) if zipped else path.open("rb")
    except OSError as error:
        raise InvalidInput(f"panel: {error.strerror}: {path}") from error


def _whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that end with a newline, without Windows line ends and blank lines at the end."""
    pending = b""
    while chunk := stream.read(BLOCK_BYTES):
        pending = (pending + chunk).replace(b"\r\n", b"\n")
        lines, newline, _ = pending.rpartition(b"\n")
        body = lines.rstrip(b"\n")
        if newline and body:
            yield body + b"\n"
            pending = pending[len(body) + 1 :]
    if pending.strip():
        yield pending.rstrip(b"\r\n") + b"\n"


def _header(line: bytes, spec: Spec) -> tuple[str, ...]:
    text = line.decode("utf-8-sig", errors="replace").rstrip("\r")
    header = tuple(name.strip().strip('"') for name in text.split(","))
    for mark, name in OTHER_SEPARATORS.items():
        if len(header) == 1 and mark in text:
            raise InvalidInput(f"row 1: columns are separated by {name}; they must be by commas")
    for column in (*REQUIRED, *_wanted(spec)):
        if header.count(column) != 1:
            problem = "is missing" if column not in header else "appears twice"
            raise InvalidInput(f"row 1: column {column} {problem}")
    return header


def _wanted(spec: Spec) -> tuple[str, ...]:
    """The columns that the spec asks for, beyond those that every panel has."""
    return (*spec.columns(), *filter(None, (spec.level,)))


def _numbered(block: CsvBlock, known: defaultdict[bytes, int]) -> Ints:
    """Each row's customer as a number; looked up once per run of equal names."""
    names = block.strings("customer_id")
    block.refuse(names == b"", "customer_id is empty")
    heads = run_starts(names)
    numbers = np.fromiter(map(known.__getitem__, names[heads].tolist()), np.int64, len(heads))
    return np.repeat(numbers, np.diff(heads, append=len(names)))


def _calendar(rows: Rows) -> tuple[int, int]:
    """First month and number of months; every month between must have a value of somebody."""
    first, last = int(rows.month.min()), int(rows.month.max())
    if last - first >= LONGEST_CALENDAR:
        raise InvalidInput(
            f"row {int(rows.month.argmax()) + 2}: more than {LONGEST_CALENDAR} months in one panel"
        )
    present = np.bincount(rows.month[~np.isnan(rows.net_sales)] - first, minlength=last - first + 1)
    if not present.all():
        gap = first + int((present == 0).argmax())
        after = int((rows.month >= gap).argmax()) + 2
        raise InvalidInput(f"row {after}: nobody has a value in month {_label(gap)}")
    return first, last - first + 1


def _refuse_duplicate(cell: Ints, counts: Ints) -> None:
    repeated = np.flatnonzero(counts[cell] > 1)
    _, firsts = np.unique(cell[repeated], return_index=True)
    row = int(np.delete(repeated, firsts).min()) + 2
    raise InvalidInput(f"row {row}: this customer already has a row for this month")


def _constant(rows: Rows, values: NDArray[np.int32], *, reason: str) -> NDArray[np.int32]:
    of_customer = np.empty(rows.customers, dtype=values.dtype)
    of_customer[rows.customer[::-1]] = values[::-1]
    wrong: Flags = values != of_customer[rows.customer]
    if wrong.any():
        raise InvalidInput(f"row {int(wrong.argmax()) + 2}: {reason}")
    return of_customer


def _label(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
