"""Every weakening of the wall is noticed: by the lint, or because somebody reaches further than before."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import connections
from psycopg2.extensions import connection as Connection

from config.databases import database
from tenancy.wall.lint import questions
from tests.cast import Cast
from tests.oracles.furnishing import furnish
from tests.oracles.mutants import Mutant, mutants
from tests.oracles.reach import Table, differs, measure, prepare, read_tables


class Arena:
    """A clone of the template to be mutated, with a connection of each kind that is needed."""

    def __init__(self, name: str, cast: Cast) -> None:
        self.cast = cast
        self.owner = self._connect("MIGRATION_DATABASE_URL", name)
        self.owner.autocommit = True
        self.runtime = self._connect("DATABASE_URL", name)
        prepare(self.runtime)
        with closing(self._connect("BACKUP_DATABASE_URL", name)) as backup:
            self.tables = read_tables(backup)
        self.mutants = mutants(self.owner)
        self.rules = dict(questions("default"))
        self.found_before = {name: ask() for name, ask in self.rules.items()}
        self.before: dict[str, dict[str, object]] = {}

    @staticmethod
    def _connect(variable: str, name: str) -> Connection:
        to = database(os.environ[variable])
        return psycopg2.connect(
            dbname=name, user=to["USER"], password=to["PASSWORD"], host=to["HOST"], port=to["PORT"]
        )

    def execute(self, statement: str) -> None:
        """DDL of the owner, committed at once."""
        with self.owner.cursor() as cursor:
            cursor.execute(statement)

    def baseline(self, table: Table) -> dict[str, object]:
        """What is reached in the unweakened table."""
        if table.name not in self.before:
            self.before[table.name] = measure(self.runtime, table, self.cast)
        return self.before[table.name]

    def notices(self, mutant: Mutant) -> bool:
        """Whether the weakening shows anywhere it could."""
        table = self.tables.get(mutant.table)
        before = self.baseline(table) if table else None
        asked: list[Callable[[], bool]] = [
            self.lint_notices,
            lambda: table is not None and differs(self.runtime, table, self.cast, before=before or {}),
        ]
        self.execute(mutant.weaken)
        try:
            # Whichever is likelier to notice is asked first; both take time.
            return any(ask() for ask in (reversed(asked) if mutant.concerns_rows else asked))
        finally:
            self.execute(mutant.mend)

    def lint_notices(self) -> bool:
        """Whether a rule finds anything else than before. The one that noticed last is asked first next time:
        mutants come in kinds, and a kind has its rule.
        """
        for name, ask in self.rules.items():
            if ask() != self.found_before[name]:
                self.rules = {name: ask} | self.rules
                return True
        return False

    def close(self) -> None:
        self.owner.close()
        self.runtime.close()


@pytest.fixture
def arena(cast: Cast, committed: None) -> Iterator[Arena]:
    assert furnish(cast) == []
    arena = Arena(connections["default"].settings_dict["NAME"], cast)
    yield arena
    arena.close()


def test_every_mutant_is_noticed(arena: Arena) -> None:
    """04 section 5: drop or weaken one policy, grant, key or function; the probes must see each."""
    assert len(arena.mutants) > 200
    survivors = [str(mutant) for mutant in arena.mutants if not arena.notices(mutant)]
    assert not survivors, "\n".join(survivors)
    assert not arena.lint_notices()


def test_the_measure_is_repeatable(arena: Arena) -> None:
    table = arena.tables["communities_post"]
    again: Any = measure(arena.runtime, table, arena.cast)
    assert measure(arena.runtime, table, arena.cast) == again
