"""JSON lines that are all written alike, read without parsing each: most systems write every record the same way.

The first line shows what stands between the quotation marks. A block fits when each of its lines has exactly that,
so the texts in between are the values; whatever does not fit is left to the strict reader.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

# Characters that JSON does not allow in texts, and the backslash, behind which a text is not what it seems.
UNPLAIN = bytes(code for code in range(32) if code != 10) + b"\\"
BLANKS = r"[ \t]*"
VARIABLE = re.compile(rf"({BLANKS}:{BLANKS})([^\s,}}]+)({BLANKS}[,}}]{BLANKS}\n?)")
NUMBER = r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,6}|null"


@dataclass(frozen=True, slots=True)
class Number:
    """A part that holds a value itself, with what stands before and behind it."""

    before: str
    behind: str
    column: re.Pattern[str]

    @classmethod
    def between(cls, before: str, behind: str) -> "Number":
        """`column` matches any number of such parts, parted by NUL, without looking back."""
        one = f"{re.escape(before)}(?:{NUMBER}){re.escape(behind)}"
        return cls(before, behind, re.compile(rf"(?:{one}(?:\0|\Z))*+"))

    def cells(self, pieces: Sequence[str]) -> Sequence[str] | None:
        """The values as they are written; None where a part is no plain number."""
        joined = "\0".join(pieces)
        if self.column.fullmatch(joined) is None:
            return None
        inner = joined[len(self.before) : len(joined) - len(self.behind)]
        cells = inner.split(f"{self.behind}\0{self.before}")
        return ["" if cell == "null" else cell for cell in cells] if "null" in inner else cells


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is the same in all lines: the parts between quotation marks, and where the values stand.

    `numbers` are parts that hold a value themselves.
    """

    first: str
    fixed: Mapping[int, str]
    numbers: Mapping[int, Number]
    texts: Mapping[str, int]
    of_numbers: Mapping[str, int]
    marks: int

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the order of the line."""
        places = {**self.texts, **self.of_numbers}
        return tuple(sorted(places, key=lambda name: places[name]))

    def columns(self, block: bytes, rows: int) -> dict[str, Sequence[str]] | None:
        """The values of so many lines by name, null as an empty text; None where one line is written otherwise."""
        if len(block.translate(None, UNPLAIN)) != len(block):
            return None
        try:
            pieces = block.decode().split('"')
        except UnicodeDecodeError:
            return None
        if len(pieces) != rows * self.marks + 1 or pieces[0] != self.first:
            return None
        # The end of each line and the beginning of the next are one piece; so they are for the last one.
        pieces[-1] += self.first
        step = self.marks
        if any(pieces[at::step].count(part) != rows for at, part in self.fixed.items()):
            return None
        found: dict[str, Sequence[str]] = {name: pieces[at::step] for name, at in self.texts.items()}
        for name, at in self.of_numbers.items():
            cells = self.numbers[at].cells(pieces[at::step])
            if cells is None:
                return None
            found[name] = cells
        return found


def skeleton_of(line: bytes, *, known: frozenset[str]) -> Skeleton | None:
    """The skeleton of a line like this one; None where it is no plain record of known names, two of them or more."""
    if len(line.translate(None, UNPLAIN)) != len(line):
        return None
    try:
        record, pieces = orjson.loads(line), line.decode().rstrip("\n").split('"')
    except (orjson.JSONDecodeError, UnicodeDecodeError):
        return None
    if not isinstance(record, dict) or not known >= record.keys() or len(record) < 2:
        return None
    return _skeleton([*pieces[:-1], pieces[-1] + "\n" + pieces[0]], record)


def _skeleton(pieces: list[str], record: Mapping[str, object]) -> Skeleton | None:
    fixed: dict[int, str] = {}
    numbers: dict[int, Number] = {}
    texts: dict[str, int] = {}
    of_numbers: dict[str, int] = {}
    key, keys = True, 0
    for at in range(1, len(pieces), 2):
        name, then = pieces[at], pieces[at + 1]
        if not key:
            key = True
            fixed[at + 1] = then
            continue
        fixed[at], keys = name, keys + 1
        if then.strip(" \t") == ":":
            fixed[at + 1], texts[name], key = then, at + 2, False
        elif (match := VARIABLE.match(then)) is not None:
            numbers[at + 1] = Number.between(match[1], then[match.end(2) :])
            of_numbers[name] = at + 1
        else:
            return None
    whole = keys == len(texts) + len(of_numbers) == len(record)
    return Skeleton(pieces[0], fixed, numbers, texts, of_numbers, len(pieces) - 1) if whole and key else None
