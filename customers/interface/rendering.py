"""How answers are written."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

ANYTHING = "*/*"


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

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Most calls accept anything, or just the first form: those need no weighing."""
        first, *others = renderers
        if request.META.get("HTTP_ACCEPT", ANYTHING) in (ANYTHING, first.media_type) and first.media_type:
            return first, first.media_type
        found: tuple[BaseRenderer, str] = super().select_renderer(request, [first, *others], format_suffix)
        return found
