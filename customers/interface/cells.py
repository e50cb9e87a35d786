"""Cells of records that are no plain texts: versions, instants, yes and no."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from customers.interface.strict import Cell
from tenancy.intake.dates import DateForm, canonical_instant


@extend_schema_field({"type": "integer", "minimum": 0})
class Whole(Cell):
    """A whole number, not negative; a text of digits is taken too."""

    default_error_messages = {"invalid": "This must be a whole number."}

    def to_internal_value(self, data: Any) -> str:
        """Its digits."""
        exact = isinstance(data, int) and not isinstance(data, bool)
        return super().to_internal_value(str(data) if exact else data)

    def canonical(self, text: str) -> str | None:
        """Up to eighteen digits."""
        return text if text.isascii() and text.isdigit() and len(text) <= 18 else None


@extend_schema_field(OpenApiTypes.DATETIME)
class Instant(Cell):
    """A date with a time and an offset, RFC 3339."""

    def canonical(self, text: str) -> str | None:
        """In UTC."""
        return canonical_instant(text, form=DateForm())


@extend_schema_field(OpenApiTypes.BOOL)
class Flag(Cell):
    """Yes or no."""

    default_error_messages = {"invalid": "This must be true or false."}

    def to_internal_value(self, data: Any) -> str:
        """true or false."""
        return super().to_internal_value(("true" if data else "false") if isinstance(data, bool) else data)

    def canonical(self, text: str) -> str | None:
        """As JSON writes it."""
        return text if text in ("true", "false") else None
