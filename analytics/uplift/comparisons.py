"""Which cells compare the same customers, so that they can be estimated together."""

from collections.abc import Iterator

import numpy as np

from analytics.uplift.design import Cells
from analytics.uplift.panel import Flags, Floats, Ints


def comparisons(
    cells: Cells, *, cohort_of: Ints, weights: Floats, present: Flags | None = None
) -> Iterator[tuple[Ints, Ints]]:
    """Cells that compare the same rows, with these rows; cells without both sides are skipped.

    `cohort_of` and `weights` are those of the rows (customers or strata). `present[month, row]` says who has
    the month, None that everybody has every month.
    """
    for chosen in _alike(cells, apart=present is not None):
        first = chosen[0]
        treated = cohort_of == cells.group[first]
        control = cells.controls[first][cohort_of]
        both = weights > 0
        rows = treated | control
        if present is not None:
            seen = present[cells.period[first] - 1] & present[cells.base[first] - 1]
            both, rows = both & seen, rows & seen
        if (both & treated).any() and (both & control).any():
            yield np.array(chosen), np.flatnonzero(rows)


def _alike(cells: Cells, *, apart: bool) -> Iterator[list[int]]:
    """Cells of one cohort with the same controls, and of the same months where somebody misses months."""
    alike: dict[tuple[int | bytes, ...], list[int]] = {}
    for cell in np.flatnonzero(~cells.is_reference).tolist():
        months = (int(cells.period[cell]), int(cells.base[cell])) if apart else ()
        alike.setdefault((int(cells.group[cell]), cells.controls[cell].tobytes(), *months), []).append(cell)
    yield from alike.values()
