"""Rows on disk between reading and storing, shared out to batches so that what belongs together is in one."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from tenancy.intake.batches import Batch, RowProblem
from tenancy.intake.copying import copy_text
from tenancy.slots.imports import Cells, ImportObject

MOST_REMEMBERED = 100_000
MOST_PREFIXES = 20
USUAL_SOURCE = "crm"
PROBLEM = ("line", "field", "code", "message", "original")


class Places(dict[str, int]):
    """The place of a key: a number that is the same in every process, whichever file it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self._below: dict[str, _Below] = {}

    def below(self, prefix: str) -> "_Below":
        """The places of keys that begin with the same part, by the rest of them."""
        if len(self._below) > MOST_PREFIXES:
            self._below.clear()
        return self._below.setdefault(prefix, _Below(prefix))

    def __missing__(self, key: str) -> int:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        place = self[key] = crc32(key.encode("utf-8", "surrogatepass"))
        return place


class _Below(dict[str, int]):
    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, rest: str) -> int:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        place = self[rest] = crc32(f"{self._prefix}\0{rest}".encode("utf-8", "surrogatepass"))
        return place


def places_of(target: ImportObject, fields: Sequence[str], batch: Batch, known: Places) -> list[int]:
    """The place of each row by its keys; a row without any belongs anywhere, so its line is its place."""
    keys = [_told(name, batch.columns[fields.index(name)]) for name in target.keys if name in fields]
    if not keys:
        return list(batch.lines)
    if len(keys) == 1:
        return [line if key is None else known[key] for key, line in zip(keys[0], batch.lines, strict=True)]
    if len(keys) == 2 and len(set(keys[0])) == 1 and None not in keys[1]:
        below = known.below(keys[0][0] or "")
        return [below[cell] for cell in keys[1] if cell is not None]
    return [
        line if row[-1] is None else known["\0".join([cell or "" for cell in row])]
        for row, line in zip(zip(*keys, strict=True), batch.lines, strict=True)
    ]


def _told(name: str, cells: Cells) -> Cells:
    """A row that tells no source belongs beside those that tell the usual one."""
    return [cell or USUAL_SOURCE for cell in cells] if name == "source" and None in cells else cells


class Spool:
    """Rows in COPY's text format, one file per batch of the import, and what reading refused in a further one."""

    def __init__(self, folder: Path, target: ImportObject, fields: Sequence[str], *, batches: int) -> None:
        self._target = target
        self._told = tuple(fields)
        self._derived = tuple(name for name in target.derived if name not in fields)
        self._folder = folder
        self._places = Places()
        self._parts: list[BinaryIO] = [(folder / f"{at:05d}").open("wb") for at in range(batches)]
        self.columns = (*fields, *self._derived)
        self.rows = [0] * batches
        self.refused = 0

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

    def _write(self, batch: Batch) -> None:
        places = places_of(self._target, self._told, batch, self._places)
        text = copy_text(Batch(batch.lines, [[str(p) for p in places], *batch.columns, *self._derive(batch)]))
        count = len(self._parts)
        if count == 1:
            self._parts[0].write(text.encode())
            self.rows[0] += len(batch)
            return
        shares: list[list[str]] = [[] for _ in range(count)]
        # No cell holds a bare newline: COPY's text escapes them.
        for line, place in zip(text.split("\n"), places, strict=False):
            shares[place % count].append(line)
        for at, share in enumerate(shares):
            if share:
                self._parts[at].write(("\n".join(share) + "\n").encode())
                self.rows[at] += len(share)

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


def _problem(problem: RowProblem) -> str:
    told = (problem.line, "", problem.code, problem.message, problem.original)
    return json.dumps(dict(zip(PROBLEM, told, strict=True))) + "\n"
