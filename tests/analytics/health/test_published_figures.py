"""The figures of real records, and of made-up ones against a second computation (A7.02)."""

from pathlib import Path
from typing import Any

import pytest

from tests.analytics.health.conftest import Measured, Take
from tests.analytics.health.reference import expected, record

COLUMNS = (
    "members",
    "contributors",
    "topics",
    "replies",
    "topics_without_reply",
    "median_first_reply_hours",
    "top10_share",
    "absence_factor",
)
PUBLISHED = {
    "se_french_meta": (1702, 195, 267, 1786, 12, 1.792, 0.6608, 9),
    "se_beer_meta": (521, 92, 90, 505, 6, 4.909, 0.5497, 9),
}


@pytest.mark.parametrize("folder", PUBLISHED)
def test_real_records_give_the_published_figures(
    committed: None, shared: Path, take: Take, measured: Measured, folder: str
) -> None:
    source = shared / "data" / folder
    take(source / "memberships.csv.gz", source / "activity.csv.gz")
    figures = measured(folder.removeprefix("se_"))
    assert tuple(figures[name] for name in COLUMNS) == PUBLISHED[folder]
    assert _all_of(figures, like=expected(*record(source))) == expected(*record(source))


def _all_of(figures: dict[str, Any], *, like: dict[str, Any]) -> dict[str, Any]:
    return {name: figures[name] for name in like}
