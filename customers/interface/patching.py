"""PATCH is a JSON merge patch (RFC 7396)."""

from collections.abc import Mapping
from typing import Any

from tenancy.intake.parser import StrictJSONParser


class MergePatchParser(StrictJSONParser):
    """`application/merge-patch+json`, read as strictly as any body."""

    media_type = "application/merge-patch+json"


def merged(current: Any, patch: Any) -> Any:
    """`current` with the patch laid over it: null removes a member, objects merge, all else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(current) if isinstance(current, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
