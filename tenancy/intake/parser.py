"""JSON bodies of the interface."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from tenancy.intake.strict_json import MalformedJson, OversizedJson, load_strict

MOST_BYTES = 1_000_000


class StrictJSONParser(BaseParser):
    """Reads a body exactly or refuses it: at most a megabyte, UTF-8, no duplicate keys, no NUL, no NaN.

    Raises MalformedJson (400) or OversizedJson (413), which `problem` turns into an answer.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value: numbers with a fraction are Decimal."""
        charset = (media_type or "").partition("charset=")[2].strip('" ').lower()
        if charset not in ("", "utf-8", "utf8"):
            raise MalformedJson("Send the body as UTF-8.")
        length = _length(parser_context)
        if length > MOST_BYTES:
            raise OversizedJson(f"The body is longer than {MOST_BYTES:,} bytes.")
        return load_strict(stream.read(MOST_BYTES + 1), max_bytes=MOST_BYTES)


def _length(context: Mapping[str, Any] | None) -> int:
    request = (context or {}).get("request")
    said = request.META.get("CONTENT_LENGTH", "") if request else ""
    return int(said) if said.isdigit() else 0
