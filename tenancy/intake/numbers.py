"""Numbers as people and systems write them, brought to one form: `-1234.50`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SPACES = " \u00a0\u202f\u2009'’"
# Canonical numbers (or nothing) parted by NUL: a whole column in one match that cannot backtrack.
PLAIN_COLUMN = re.compile(r"(?:(?:-?(?:0|[1-9][0-9]{0,29}+)(?:\.[0-9]{1,30}+)?)?(?:\0|\Z))*+")
MOST_DIGITS = 30


@dataclass(frozen=True)
class NumberForm:
    """How numbers are written in one file; `sure` is false when nothing in the file could tell."""

    decimal: str = "."
    sure: bool = True
    mixed: bool = False

    @property
    def thousands(self) -> str:
        """The other of point and comma; blanks and apostrophes group digits in either form."""
        return "," if self.decimal == "." else "."


class NumberEvidence:
    """What the numbers of a file say about their decimal sign."""

    def __init__(self) -> None:
        self.votes = {".": 0, ",": 0}
        self.unclear = {".": 0, ",": 0}

    def weigh(self, cells: Iterable[str]) -> None:
        for cell in cells:
            if "," in cell or "." in cell:
                self._weigh_one(cell.strip())

    def _weigh_one(self, cell: str) -> None:
        with_point = canonical_number(cell, pattern=WITH_POINT)
        with_comma = canonical_number(cell, pattern=WITH_COMMA)
        if with_point and with_comma:
            self.unclear["," if "," in cell else "."] += 1
        elif with_point or with_comma:
            self.votes["." if with_point else ","] += 1

    @property
    def settled(self) -> bool:
        """Whether at least one number could be written in one form only."""
        return any(self.votes.values())

    def form(self, *, delimiter: str) -> NumberForm:
        """The form most numbers have; `1,234` alone is a decimal only where commas do not part cells."""
        if self.settled:
            lead = self.votes[","] - self.votes["."]
            decimal = "," if lead > 0 or (lead == 0 and delimiter != ",") else "."
            return NumberForm(decimal, mixed=all(self.votes.values()))
        if not any(self.unclear.values()):
            return NumberForm()
        comma_is_decimal = self.unclear[","] > 0 and not self.unclear["."] and delimiter != ","
        return NumberForm("," if comma_is_decimal else ".", sure=False)


def number_pattern(form: NumberForm) -> re.Pattern[str]:
    """The numbers that are allowed in a file of this form."""
    group = f"[{re.escape(form.thousands)}{SPACES}]"
    return re.compile(
        rf"(?P<sign>[-+−]?)(?P<whole>[1-9][0-9]{{0,2}}(?P<g>{group})[0-9]{{3}}(?:(?P=g)[0-9]{{3}})*|[0-9]*)"
        rf"(?:{re.escape(form.decimal)}(?P<fraction>[0-9]*))?(?P<power>[eE][-+]?[0-9]{{1,2}})?(?P<behind>-?)"
    )


WITH_POINT, WITH_COMMA = number_pattern(NumberForm(".")), number_pattern(NumberForm(","))


def canonical_number(cell: str, *, pattern: re.Pattern[str]) -> str | None:
    """`-1234.50` for “-1.234,50”, “1 234,50-” or “(1.234,50)”; None if it is not a number of that form."""
    in_brackets = cell.startswith("(") and cell.endswith(")")
    match = pattern.fullmatch(cell[1:-1] if in_brackets else cell)
    if match is None:
        return None
    whole = re.sub("[^0-9]", "", match["whole"])
    fraction = match["fraction"] or ""
    signs = (match["sign"] in ("-", "−")) + bool(match["behind"]) + in_brackets
    if not whole + fraction or signs > 1:
        return None
    plain = f"{whole or '0'}.{fraction or '0'}" if fraction else whole
    return _bounded(plain, match["power"] or "", negative=bool(signs))


def _bounded(plain: str, power: str, *, negative: bool) -> str | None:
    if len(plain) > 2 * MOST_DIGITS:
        return None
    if power:
        try:
            plain = format(Decimal(plain + power), "f")
        except InvalidOperation:
            return None
    whole, _, fraction = plain.partition(".")
    whole = whole.lstrip("0") or "0"
    if len(whole) > MOST_DIGITS or len(fraction) > MOST_DIGITS:
        return None
    text = f"{whole}.{fraction}" if fraction else whole
    return f"-{text}" if negative and text.strip("0.") else text
