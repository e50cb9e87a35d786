"""The two files of a community's record: who belonged to it, and what was written and done there."""

from collections.abc import Mapping

from communities.discussions.sanitising import plain_text, sanitise_imported
from tenancy.intake.columns import Column, Kind
from tenancy.search.folding import fold
from tenancy.slots.imports import Cells, ImportObject


def _derive(columns: Mapping[str, Cells]) -> Mapping[str, Cells]:
    """Sanitised bodies, and what search looks into: words of title and body without accents."""
    bodies = columns.get("body_html") or [None] * len(columns["activity_id"])
    titles = columns.get("title") or [None] * len(bodies)
    safe = [sanitise_imported(body) if body else "" for body in bodies]
    texts = [
        f"{title or ''} {plain_text(body) if body else ''}" for title, body in zip(titles, safe, strict=True)
    ]
    return {"safe_html": safe, "search_text": [fold(text) for text in texts]}


MEMBERSHIPS = ImportObject(
    "memberships",
    columns=(
        Column("external_id", required=True),
        Column("community", required=True),
        Column("joined_on", Kind.INSTANT, required=True),
    ),
    function="import_memberships",
)
ACTIVITY = ImportObject(
    "activity",
    columns=(
        Column("community", required=True),
        Column("activity_id", required=True),
        Column("author", required=True),
        Column("kind", required=True),
        Column("subkind"),
        Column("parent"),
        Column("topic"),
        Column("created_at", Kind.INSTANT, required=True),
        Column("title"),
        Column("accepted"),
        Column("body_html"),
    ),
    function="import_activity",
    derived=("safe_html", "search_text"),
    derive=_derive,
)
