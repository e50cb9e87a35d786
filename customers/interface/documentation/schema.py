"""The published schema: computed once per process, kept as a snapshot in the repository."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

SNAPSHOT = Path(settings.BASE_DIR) / "docs" / "openapi.json"


@cache
def published() -> dict[str, Any]:
    """The interface in OpenAPI 3.1, as plain values."""
    found: dict[str, Any] = json.loads(as_json())
    return found


@cache
def as_json() -> bytes:
    """The same as JSON, in the form of the snapshot."""
    generator: Any = SchemaGenerator
    found = generator().get_schema(request=None, public=True)
    return (json.dumps(found, indent=1, ensure_ascii=False, default=str) + "\n").encode()


@cache
def as_yaml() -> bytes:
    """The same as YAML."""
    renderer: Any = OpenApiYamlRenderer
    return bytes(renderer().render(published(), renderer_context={}))


def changes(before: Any, after: Any, at: str = "") -> list[str]:
    """What two schemas differ in, one line each with the place."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            line
            for name in sorted({*before, *after})
            for line in changes(before.get(name), after.get(name), f"{at}/{name}")
        ]
    if before == after:
        return []
    if before is None:
        return [f"new: {at}"]
    return [f"gone: {at}"] if after is None else [f"changed: {at}: {_short(before)} → {_short(after)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:80]}…"
