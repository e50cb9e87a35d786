"""Pages by opaque signed cursors: stable while rows arrive, equally fast at any depth, without totals."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.core import signing
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

USUAL_LIMIT, MOST_AT_ONCE = 100, 200
PAGING = (
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST_AT_ONCE, "default": USUAL_LIMIT},
        description="How many at most.",
    ),
    OpenApiParameter("cursor", str, description="`next` of the page before; left out for the first page."),
)


def limit_of(asked: Mapping[str, str]) -> int:
    """`limit` of the address; raises ValidationError where it is no number from 1 to 200."""
    said = asked.get("limit", str(USUAL_LIMIT))
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST_AT_ONCE):
        raise serializers.ValidationError({"limit": f"This must be a number from 1 to {MOST_AT_ONCE}."})
    return int(said)


def position_of(asked: Mapping[str, str], *, of: str) -> UUID | None:
    """The id after which the page begins, None for the first; raises ValidationError for a cursor not ours.

    `of` names the list (and its order): a cursor of another list is refused.
    """
    if "cursor" not in asked:
        return None
    try:
        return UUID(signing.Signer(salt=f"cursor:{of}").unsign(asked["cursor"]))
    except (signing.BadSignature, ValueError):
        raise serializers.ValidationError({"cursor": "This is not a cursor that we gave out."}) from None


def cursor_after(last: Any, *, of: str) -> str:
    """The cursor of the page that follows the row with this id."""
    return signing.Signer(salt=f"cursor:{of}").sign(str(last))


def page_of(
    rows: "QuerySet[Any]",
    asked: Mapping[str, str],
    *,
    of: str,
    fields: Sequence[str],
    newest_first: bool = False,
    order: Sequence[str] = (),
) -> dict[str, Any]:
    """`{items, next}`: one page of the rows in the order of their ids, each with these fields.

    `order` are columns that have the same order and an index, where the id has none.
    Raises ValidationError for a bad `limit` or `cursor`. Needs the open scope.
    """
    limit, after = limit_of(asked), position_of(asked, of=of)
    if after is not None:
        rows = rows.filter(**{"id__lt" if newest_first else "id__gt": after})
    names = fields if "id" in fields else ("id", *fields)
    found = list(rows.order_by(*(order or ["-id" if newest_first else "id"])).values(*names)[: limit + 1])
    following = cursor_after(found[limit - 1]["id"], of=of) if len(found) > limit else None
    return {"items": found[:limit], "next": following}


def json_page(rows: Sequence[str], *, of: str, limit: int) -> bytes:
    """The same page from rows that PostgreSQL wrote as JSON: up to `limit` and one, the oldest first, with ids."""
    more = len(rows) > limit
    following = cursor_after(orjson.loads(rows[limit - 1])["id"], of=of) if more else None
    return f'{{"items":[{",".join(rows[:limit])}],"next":{orjson.dumps(following).decode()}}}'.encode()
