"""What a file leaves out and its sender says once: the source of all rows, usual values, the usual currency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from tenancy.intake.batches import Batch
from tenancy.intake.places import USUAL_SOURCE

SOURCE, CURRENCY, GIVEN = "source", "currency", "given"
NO_CURRENCY = "XXX"
Cells = Sequence[str | None]


class Reader(Protocol):
    """A file of records, readable as often as needed, always with the same result."""

    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def header(self) -> tuple[str, ...]: ...
    @property
    def comes_back(self) -> bool: ...
    def batches(self, *, originals: bool = False) -> Iterator[Batch]: ...
    def seen(self) -> dict[str, object]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Completed:
    """A file with `values` in its empty cells and missing columns, and each source's usual currency after them.

    `filled` counts the cells of the latest reading.
    """

    reader: Reader
    values: Mapping[str, str]
    currencies: Mapping[str, str] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Those of the file, and those that are filled."""
        told = self.reader.fields
        wanted = [*self.values, *([CURRENCY] if self.currencies else [])]
        return (*told, *(name for name in dict.fromkeys(wanted) if name not in told))

    @property
    def header(self) -> tuple[str, ...]:
        """That of the file."""
        return self.reader.header

    @property
    def comes_back(self) -> bool:
        """Whether these are refused rows that were mended."""
        return self.reader.comes_back

    def batches(self, *, originals: bool = False) -> Iterator[Batch]:
        """The rows, completed."""
        self.filled.clear()
        for batch in self.reader.batches(originals=originals):
            yield replace(batch, columns=self._completed(batch))

    def _completed(self, batch: Batch) -> list[Cells]:
        told = dict(zip(self.reader.fields, batch.columns, strict=True))
        nothing: Cells = [None] * len(batch)
        for name, value in self.values.items():
            told[name] = self._filled(name, told.get(name, nothing), value)
            if GIVEN in told and name not in (SOURCE, "external_id"):
                told[GIVEN] = [_with(name, cell) for cell in told[GIVEN]]
        if self.currencies:
            told[CURRENCY] = self._with_currency(told, nothing)
        return [told[name] for name in self.fields]

    def _filled(self, name: str, cells: Cells, value: str) -> Cells:
        if not (empty := cells.count(None)):
            return cells
        self.filled[name] = self.filled.get(name, 0) + empty
        return [value if cell is None else cell for cell in cells]

    def _with_currency(self, told: Mapping[str, Cells], nothing: Cells) -> Cells:
        cells = told.get(CURRENCY, nothing)
        if not (empty := cells.count(None)):
            return cells
        # A file without that column tells no currency; an empty cell beside others is refused.
        otherwise = None if CURRENCY in self.reader.fields else NO_CURRENCY
        sources = told.get(SOURCE, nothing)
        found = [
            self.currencies.get(source or USUAL_SOURCE, otherwise) if cell is None else cell
            for cell, source in zip(cells, sources, strict=True)
        ]
        taken = empty - found.count(None) - (found.count(NO_CURRENCY) if otherwise else 0)
        if taken:
            self.filled[CURRENCY] = self.filled.get(CURRENCY, 0) + taken
        return found

    def seen(self) -> dict[str, object]:
        """What was found out about the file, and how many cells were filled."""
        return {**self.reader.seen(), **({"filled": dict(self.filled)} if self.filled else {})}

    def close(self) -> None:
        """Closes the file."""
        self.reader.close()


def _with(name: str, given: str | None) -> str:
    names = (given or "").split(",") if given else []
    return ",".join([*names, *([] if name in names else [name])])


def values_of(options: Mapping[str, Any], *, known: Sequence[str]) -> dict[str, str]:
    """The usual values that a job's options tell for fields that its object has."""
    said = {SOURCE: options.get(SOURCE, ""), **options.get("defaults", {})}
    return {name: value for name, value in said.items() if value and name in known}
