"""Cells that a spreadsheet would take for a formula, made harmless and brought back."""

import re

# A number with a sign is no formula.
PLAIN = re.compile(r"[-+]?[0-9][0-9.,' \u00a0\u202f]*-?")
FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell with one apostrophe before it where a spreadsheet would compute something."""
    return f"'{cell}" if FORMULA.match(cell) and not PLAIN.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` made of a cell, as it was: each of its results has one preimage."""
    return cell[1:] if GUARDED.match(cell) else cell
