"""What can be imported: each object with its columns, filled by the apps that own the tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from tenancy.intake.batches import Batch
from tenancy.intake.columns import Column
from tenancy.wall.functions import call

Cells = Sequence[str | None]


class Gathered(NamedTuple):
    """Rows of a batch for a working table in COPY's text format (None: no such rows).

    `settled` tells the object of rows that need not be stored any more.
    """

    table: str
    columns: tuple[str, ...]
    text: BinaryIO | None
    settled: Any = None


class Gatherer(Protocol):
    """Takes the rows of a file that are sound by themselves out of the usual way, and groups them.

    It shares them out to batches as tenancy.intake.places does; `counts` tells how many it took of each. Some of
    them come back as rows, or all; those are staged before the others are asked for.
    """

    counts: list[int]

    def take(self, batch: Batch) -> Sequence[bool]: ...
    def close(self) -> None: ...
    def as_rows(self, at: int, *, every: bool) -> Batch: ...
    def gathered(self, at: int) -> Gathered: ...


@dataclass(frozen=True, slots=True)
class ImportObject:
    """One kind of record. `function` is the SQL function that judges and stores the staged rows.

    It finds them in `pg_temp.staged` (bigint `line`, boolean `refused`, then `columns` and `derived` as
    text, null where the file has no such column), writes what it refuses to `pg_temp.staged_problem`
    (line, field, code, message), and returns a JSON object that becomes part of the reconciliation.
    `derive` computes the derived columns of one batch in Python, before any transaction is open.

    A large file is stored batch by batch; rows with the same `keys` are always in one batch. Objects whose rows
    look at each other beyond that are `whole`: one batch, one transaction. `working` names the working tables
    of tenancy.wall.staging that the function uses; `arguments` are handed to it. `gatherer` takes the fields of
    a large file, a folder for its own files and the number of batches; the function answers `as_rows` where it
    has to judge the rows that were gathered.
    """

    name: str
    columns: tuple[Column, ...]
    function: str
    derived: tuple[str, ...] = ()
    derive: Callable[[Mapping[str, Cells]], Mapping[str, Cells]] | None = None
    keys: tuple[str, ...] = ("source", "external_id")
    whole: bool = True
    working: tuple[str, ...] = ()
    arguments: tuple[Any, ...] = ()
    gatherer: Callable[[Sequence[str], Path, int], Gatherer | None] | None = None

    def with_options(self, options: Mapping[str, Any]) -> "ImportObject":
        """The object as the sender of a file wants it; the usual one has no options of its own."""
        return self

    def of_mended_rows(self) -> "ImportObject":
        """The object as a file of refused rows wants it that were mended: it adds to what was taken before."""
        return self

    def prepare(self) -> None:
        """Whatever makes storing many rows quick, in an open scope of its own."""

    def opening(self) -> Any:
        """What is remembered from before the first batch, as JSON; needs an open scope."""
        return None

    def store(self) -> dict[str, Any]:
        """Judges and stores the staged rows; needs the open scope in which they were staged."""
        return dict(call(self.function, *self.arguments))

    def with_settled(self, found: Mapping[str, Any], settled: Any) -> dict[str, Any]:
        """What was found of a batch, and of its rows that were settled before; needs the open scope."""
        raise NotImplementedError  # only an object whose gatherer settles rows is ever asked

    def added(self, total: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        """The findings of several batches as those of one."""
        return {
            name: value + total.get(name, 0) if isinstance(value, int) else value
            for name, value in found.items()
        }

    def closing(self, found: Mapping[str, Any], opening: Any) -> dict[str, Any]:
        """The object's part of the reconciliation; needs an open scope that sees what was stored."""
        return dict(found)


objects: dict[str, ImportObject] = {}


def importable(*wanted: ImportObject) -> None:
    """Registers objects by name; a later one of the same name takes the place."""
    objects.update({found.name: found for found in wanted})
