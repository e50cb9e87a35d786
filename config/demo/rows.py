"""Rows on their way into the database."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from django.db import models

from tenancy.wall.loading import OWNER

BATCH = 2000
Row = TypeVar("Row", bound=models.Model)


class Rows:
    """Rows of many models, kept until `write` puts them in, model by model in the order given."""

    def __init__(self, order: Sequence[type[models.Model]]) -> None:
        self.order = order
        self.kept: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, row: Row) -> Row:
        """Keeps a row for writing and returns it."""
        self.kept[type(row)].append(row)
        return row

    def write(self) -> None:
        """Puts everything in; needs `loading()` of the same models.

        Raises ValueError for a model without a place in the order.
        """
        if strangers := set(self.kept) - set(self.order):
            raise ValueError(f"no place in the order for {strangers}")
        for model in self.order:
            if rows := self.kept.pop(model, []):
                model._base_manager.using(OWNER).bulk_create(rows, batch_size=BATCH)
