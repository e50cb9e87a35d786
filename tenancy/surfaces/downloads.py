"""Tables and papers to take away."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file in UTF-8 with a mark, so that spreadsheets read accents; no text begins a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return response


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """The finished paper as a file."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plain(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(DANGEROUS) else text
