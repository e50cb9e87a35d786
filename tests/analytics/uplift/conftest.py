"""Panels for the engine's tests: small simulated ones, and files written row by row."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.uplift.panel import NEVER, Panel

HEADER = "customer_id,month,first_joined_month,net_sales"
MakePanel = Callable[..., Panel]
WriteFile = Callable[..., Path]


@pytest.fixture
def make_panel() -> MakePanel:
    """Customers who join in months 4, 6, 8 or never (or in `cohorts`), with noise and an effect of one."""

    def make(customers: int = 240, *, cohorts: tuple[int, ...] = (4, 6, 8, NEVER), **columns: Any) -> Panel:
        random = np.random.default_rng(7)
        months = np.arange(1, 11)
        joined = np.array(cohorts, dtype=np.int64)[np.arange(customers) % len(cohorts)]
        level = random.normal(50, 10, (customers, 1))
        noise = random.normal(0, 1, (customers, len(months))).cumsum(axis=1)
        sales = level + noise + (months >= joined[:, None])
        return Panel(sales=sales, first_treated=joined, months=tuple(map(str, months)), **columns)

    return make


@pytest.fixture
def rows() -> list[str]:
    """A good file's rows: 40 customers over six months, every other one joins in April."""
    random = np.random.default_rng(1)
    return [
        f"C{customer},2020-0{month}-01,{'2020-04-01' if customer % 2 else ''},{random.normal(10):.3f}"
        for customer in range(40)
        for month in range(1, 7)
    ]


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    """Writes rows under the usual header, or under another one."""

    def write_rows(rows: list[str], *, header: str = HEADER) -> Path:
        path = tmp_path / "panel.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write_rows


def with_gaps(sales: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The same sales with a share of customer-months missing at random."""
    gone = np.random.default_rng(3).random(sales.shape) < share
    return np.where(gone, np.nan, sales)
