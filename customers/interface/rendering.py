"""How answers are written."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer


def written(value: Any) -> bytes:
    """The one way in which the interface writes a value as JSON: ids and moments as texts, amounts exactly."""
    return orjson.dumps(value, default=str, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)


class PlainJSONRenderer(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Nothing where there is nothing to say (204)."""
        return b"" if data is None else written(data)


class ByHeaderAlone(DefaultContentNegotiation):
    """The form of an answer is chosen by `Accept`; no parameter of the address says it."""

    settings: Any = SimpleNamespace(URL_FORMAT_OVERRIDE=None)
