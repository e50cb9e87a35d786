"""A record in the database, whole or made up, and its measured figures."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.health.measuring import Period, measure
from communities.activity.records import ACTIVITY, MEMBERSHIPS
from communities.community.community import Community
from tenancy.intake.staging import Importer, import_file
from tenancy.wall.scope import acting_for
from tests.cast import Cast

WHOLE_LIFE = Period(date(2000, 1, 1), date(2026, 11, 20))
ASKED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

Take = Callable[[Any, Any], None]
Measured = Callable[..., dict[str, Any]]


@pytest.fixture
def take(cast: Cast) -> Callable[[Path | str, Path | str], None]:
    """Imports memberships and activity: files, or the text of files."""

    def taken(memberships: Path | str, activity: Path | str) -> None:
        for target, source in ((MEMBERSHIPS, memberships), (ACTIVITY, activity)):
            content = io.BytesIO(source.encode()) if isinstance(source, str) else source
            report = import_file(target, content, by=Importer(cast.ardenne))
            assert report["failed"] == 0, report["errors"]

    return taken


@pytest.fixture
def measured(cast: Cast) -> Measured:
    """The figures of the community with this slug."""

    def figures(slug: str, period: Period = WHOLE_LIFE) -> dict[str, Any]:
        with acting_for(cast.ardenne, using="metrics"):
            community = Community.objects.using("metrics").filter(slug=slug).only("id").get().id
        return measure(cast.ardenne, period=period, asked_at=ASKED_AT, community=community)[community]

    return figures
