"""What can be imported: each object with its columns, filled by the apps that own the tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenancy.intake.columns import Column
from tenancy.wall.functions import call

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class ImportObject:
    """One kind of record. `function` is the SQL function that judges and stores the staged rows.

    It finds them in `pg_temp.staged` (bigint `line`, boolean `refused`, then `columns` and `derived` as
    text, null where the file has no such column), writes what it refuses to `pg_temp.staged_problem`
    (line, field, code, message), and returns a JSON object that becomes part of the reconciliation.
    `derive` computes the derived columns of one batch in Python, before any transaction is open.
    """

    name: str
    columns: tuple[Column, ...]
    function: str
    derived: tuple[str, ...] = ()
    derive: Callable[[Mapping[str, Cells]], Mapping[str, Cells]] | None = None

    def store(self) -> dict[str, Any]:
        """Judges and stores the staged rows; needs the open scope in which they were staged."""
        return dict(call(self.function))


objects: dict[str, ImportObject] = {}


def importable(*wanted: ImportObject) -> None:
    """Registers objects by name; a later one of the same name takes the place."""
    objects.update({found.name: found for found in wanted})
