"""Rows on disk between reading and storing, shared out to batches so that what belongs together is in one."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import add
from pathlib import Path
from typing import BinaryIO

from tenancy.intake.batches import Batch, RowProblem
from tenancy.intake.copying import copy_text
from tenancy.intake.places import Places, places_of
from tenancy.slots.imports import Cells, ImportObject

PROBLEM = ("line", "field", "code", "message", "original")


class Spool:
    """Rows in COPY's text format, one file per batch of the import, and what reading refused in a further one.

    With `gathers` the object's gatherer takes what it can; `rows` count those as well.
    """

    def __init__(
        self,
        folder: Path,
        target: ImportObject,
        fields: Sequence[str],
        *,
        batches: int,
        gathers: bool = False,
    ) -> None:
        self._target = target
        self._told = tuple(fields)
        self._derived = tuple(name for name in target.derived if name not in fields)
        self._folder = folder
        self._places = Places()
        self._parts: list[BinaryIO] = [(folder / f"{at:05d}").open("wb") for at in range(batches)]
        self.columns = (*fields, *self._derived)
        self.rows = [0] * batches
        self.refused = 0
        self.gatherer = target.gatherer(fields, folder, batches) if gathers and target.gatherer else None

    def take(self, batches: Iterable[Batch]) -> Iterator[int]:
        """Writes the rows; yields after each portion how many have come by, refused ones as well."""
        seen = 0
        with (self._folder / "refused").open("w") as refused:
            for batch in batches:
                for problem in batch.problems:
                    refused.write(_problem(problem))
                self.refused += len(batch.problems)
                if batch.lines:
                    self._write(batch)
                seen += len(batch) + len(batch.problems)
                yield seen
        for part in self._parts:
            part.close()
        if self.gatherer is not None:
            self.gatherer.close()
            self.rows = list(map(add, self.rows, self.gatherer.counts))

    def _write(self, batch: Batch) -> None:
        if self.gatherer is not None:
            taken = self.gatherer.take(batch)
            if all(taken):
                return
            batch = _others(batch, taken)
        places = places_of(self._target, self._told, batch, self._places)
        text, count = self.text_of(batch, places), len(self._parts)
        shares: list[list[str]] = [[] for _ in range(count)]
        # No cell holds a bare newline: COPY's text escapes them.
        for line, place in zip(text.split("\n"), places, strict=False):
            shares[place % count].append(line)
        for at, share in enumerate(shares):
            if share:
                self._parts[at].write(("\n".join(share) + "\n").encode())
                self.rows[at] += len(share)

    def text_of(self, batch: Batch, places: Sequence[int] = ()) -> str:
        """The rows in COPY's text format, as `columns` behind line and place."""
        places = places or places_of(self._target, self._told, batch, self._places)
        return copy_text(Batch(batch.lines, [[str(p) for p in places], *batch.columns, *self._derive(batch)]))

    def _derive(self, batch: Batch) -> list[Cells]:
        if self._target.derive is None:
            return []
        found = self._target.derive(dict(zip(self._told, batch.columns, strict=True)))
        return [found[name] for name in self._derived]

    def opened(self, at: int) -> BinaryIO:
        """The rows of one batch."""
        return (self._folder / f"{at:05d}").open("rb")

    def problems(self) -> Iterator[tuple[int, str, str, str, list[str]]]:
        """What reading refused, in the file's order."""
        with (self._folder / "refused").open() as lines:
            for line in lines:
                found = json.loads(line)
                yield (found["line"], "", found["code"], found["message"], found["original"])


def _others(batch: Batch, taken: Sequence[bool]) -> Batch:
    """The rows of a batch that were not taken."""
    left = [not one for one in taken]
    return Batch(
        list(compress(batch.lines, left)), [list(compress(column, left)) for column in batch.columns]
    )


def _problem(problem: RowProblem) -> str:
    told = (problem.line, "", problem.code, problem.message, problem.original)
    return json.dumps(dict(zip(PROBLEM, told, strict=True))) + "\n"
