"""Dates, months and instants as systems write them, brought to ISO 8601."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

TIME = (
    r"(?:[T ,]\s*(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?:(?P=sep)(?P<d>\d{1,2})" + TIME + ")?", re.A
)
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?:(?P<d>\d{2})" + TIME + ")?", re.A)
YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})" + TIME, re.A)
MONTH_YEAR = re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})", re.A)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


@dataclass(frozen=True)
class DateForm:
    """How dates with the year last are written in one file: `DMY` or `MDY`."""

    order: str = "DMY"
    sure: bool = True
    mixed: bool = False
    zone: tzinfo = UTC


class DateEvidence:
    """What the dates of a file say about the order of day and month."""

    def __init__(self) -> None:
        self.votes = {"DMY": 0, "MDY": 0}
        self.unclear = self.dotted = self.halves = 0

    def weigh(self, cells: Iterable[str]) -> None:
        for cell in cells:
            if (match := YEAR_LAST.fullmatch(cell.strip())) is not None:
                self._weigh_one(match)

    def _weigh_one(self, match: re.Match[str]) -> None:
        if int(match["a"]) > 12:
            self.votes["DMY"] += 1
        elif int(match["b"]) > 12:
            self.votes["MDY"] += 1
        elif match["a"].lstrip("0") != match["b"].lstrip("0"):
            self.unclear += 1
            self.dotted += match["sep"] == "."
            self.halves += bool(match["half"])

    @property
    def settled(self) -> bool:
        """Whether the order of day and month is plain, or does not matter."""
        return not self.unclear or any(self.votes.values())

    def form(self, *, zone: tzinfo = UTC) -> DateForm:
        """The order most dates have. Without evidence: day first, or month first beside AM and PM."""
        if any(self.votes.values()):
            order = "MDY" if self.votes["MDY"] > self.votes["DMY"] else "DMY"
            return DateForm(order, mixed=all(self.votes.values()), zone=zone)
        # Points between the figures are written day first everywhere.
        sure = self.unclear == self.dotted
        return DateForm("MDY" if self.halves and not sure else "DMY", sure=sure, zone=zone)


def canonical_date(cell: str, *, form: DateForm) -> str | None:
    """`2024-03-12`, the day as written (no zone is applied); None if it is no date or lacks the day."""
    found = _day(cell, form=form)
    return found[0].isoformat() if found and found[1] else None


def canonical_month(cell: str, *, form: DateForm) -> str | None:
    """`2024-03-01` for “2024-03”, “202403”, “03/2024” or any date in that month; None otherwise."""
    match = MONTH_YEAR.fullmatch(cell)
    found = _date(match["y"], match["m"], "1") if match else (_day(cell, form=form) or (None,))[0]
    return found.replace(day=1).isoformat() if found else None


def canonical_instant(cell: str, *, form: DateForm) -> str | None:
    """`2024-03-12T13:30:00+00:00`: in UTC; a time without zone is in the form's, a date is its midnight."""
    found = _day(cell, form=form)
    if found is None or not found[1]:
        return None
    try:
        return _instant(found[0], found[2], zone=form.zone).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _day(cell: str, *, form: DateForm) -> tuple[date, bool, re.Match[str]] | None:
    """The day, whether it was written, and the match that holds the time."""
    if (match := YEAR_FIRST.fullmatch(cell) or COMPACT.fullmatch(cell)) is not None:
        day = _date(match["y"], match["m"], match["d"] or "1")
        written = bool(match["d"])
    elif (match := YEAR_LAST.fullmatch(cell)) is not None:
        first, second = match["a"], match["b"]
        day = _date(match["y"], *((second, first) if form.order == "DMY" else (first, second)))
        written = True
    else:
        return None
    return (day, written, match) if day and _possible_time(match) else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if EARLIEST_YEAR <= int(year) <= LATEST_YEAR else None
    except ValueError:
        return None


def _possible_time(match: re.Match[str]) -> bool:
    hour = int(match["hour"] or 0)
    in_range = 1 <= hour <= 12 if match["half"] else hour <= 23
    return in_range and int(match["minute"] or 0) <= 59 and int(match["second"] or 0) <= 59


def _instant(day: date, time: re.Match[str], *, zone: tzinfo) -> datetime:
    hour = int(time["hour"] or 0)
    if time["half"]:
        hour = hour % 12 + (12 if time["half"][0] in "pP" else 0)
    microsecond = int((time["part"] or "0").ljust(6, "0")[:6])
    clock = (hour, int(time["minute"] or 0), int(time["second"] or 0), microsecond)
    return datetime(day.year, day.month, day.day, *clock, tzinfo=_zone(time["zone"], otherwise=zone))


def _zone(written: str | None, *, otherwise: tzinfo) -> tzinfo:
    if not written:
        return otherwise
    if written[0] not in "+-":
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)
