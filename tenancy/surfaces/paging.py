"""Pages of a log, newest first, by cursor: stable while new rows arrive, equally fast at any depth."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
PAGE = 50


def newest_first(rows: "QuerySet[M]", *, after: str, size: int = PAGE) -> tuple[list[M], str]:
    """The page that follows the cursor `after` ("" for the first) and the next cursor ("" at the end).

    The rows have `at` and `id`. A cursor that cannot be read counts as none.
    """
    ordered = rows.order_by("-at", "-id")
    if place := _read(after):
        at, last = place
        ordered = ordered.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = list(ordered[: size + 1])
    shown = found[:size]
    return shown, _written(shown[-1]) if len(found) > size else ""


def _written(row: Model) -> str:
    at: datetime = row.at  # type: ignore[attr-defined]
    return f"{at.isoformat()}~{row.pk}"


def _read(cursor: str) -> tuple[datetime, UUID] | None:
    at, _tilde, last = cursor.replace(" ", "+").partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(last)) if moment.tzinfo else None
    except ValueError:
        return None
