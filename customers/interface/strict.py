"""What the interface takes from JSON: the types it names and no others, nothing coerced, nothing unknown."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tenancy.intake.batches import INVALID
from tenancy.intake.dates import DateForm, canonical_date

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it does not know."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated fields; each unknown one is an error under its own name."""
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(dict.fromkeys(unknown[:20], "There is no such field."))
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """A text; numbers and booleans are not taken for one. Composed (NFC), without blanks at its ends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"allow_blank": True, "allow_null": True, "required": False} | options))

    def to_internal_value(self, data: Any) -> str:
        """The text as it will be stored."""
        if not isinstance(data, str):
            self.fail("invalid")
        return unicodedata.normalize("NFC", super().to_internal_value(data))


class Cell(serializers.Field[Any, Any, Any, Any]):
    """A field that is judged row by row: a wrong value fails its row, a wrong type the whole request."""

    default_error_messages = {"invalid": "This must be a text."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"allow_null": True, "required": False} | options))

    def to_internal_value(self, data: Any) -> str:
        """The cell for the staging table; what has not the field's form begins with `!`."""
        if not isinstance(data, str):
            self.fail("invalid")
        return self.canonical(data) or INVALID + data

    def canonical(self, text: str) -> str | None:
        """The text in its one form; None if it has another."""
        raise NotImplementedError

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value


@extend_schema_field({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["118194.50"]})
class Amount(Cell):
    """A decimal number as text (a JSON number is read exactly too)."""

    default_error_messages = {"invalid": "This must be a decimal number, best as a text."}

    def to_internal_value(self, data: Any) -> str:
        """A number keeps the digits it was written with."""
        exact = isinstance(data, (int, Decimal)) and not isinstance(data, bool)
        return super().to_internal_value(format(data, "f") if exact else data)

    def canonical(self, text: str) -> str | None:
        """Digits, perhaps a sign, perhaps a point and digits."""
        return text if PLAIN_NUMBER.fullmatch(text) else None


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d{2}$", "examples": ["2026-10"]})
class Month(Cell):
    """A calendar month, YYYY-MM."""

    def canonical(self, text: str) -> str | None:
        """Its first day."""
        return f"{text}-01" if MONTH.fullmatch(text) else None


@extend_schema_field(OpenApiTypes.DATE)
class Day(Cell):
    """A date, YYYY-MM-DD."""

    def canonical(self, text: str) -> str | None:
        """The date itself if there is such a day."""
        return text if canonical_date(text, form=DateForm()) == text else None


def refuse_unknown_parameters(given: QueryDict, known: set[str]) -> None:
    """Raises ValidationError for query parameters that this address does not have, or that come twice."""
    wrong = dict.fromkeys(sorted(set(given) - known)[:20], "There is no such parameter.")
    wrong |= {name: "Send this once." for name in sorted(known) if len(given.getlist(name)) > 1}
    if wrong:
        raise serializers.ValidationError(wrong)
