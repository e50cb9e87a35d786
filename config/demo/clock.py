"""The demo's calendar: everything lies so many days before the moment of loading."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of loading, and what is so long ago from there."""

    now: datetime

    @property
    def today(self) -> date:
        """The reference day."""
        return self.now.date()

    def ago(self, span: str) -> datetime:
        """The moment that lies `span` ("3d4h", "20m", "6w") before now."""
        return self.now - length(span)

    def day(self, days_ago: float) -> datetime:
        """The moment that many days ago."""
        return self.now - timedelta(days=days_ago)

    def month(self, back: int) -> date:
        """The first day of the month that many months before the running one."""
        months = self.today.year * 12 + self.today.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    def working_hour(self, day: date, random: Random) -> datetime:
        """Some minute of a working day's waking hours, never after now."""
        moment = datetime.combine(day, time(random.randint(6, 20), random.randint(0, 59)), tzinfo=UTC)
        return min(moment, self.now - timedelta(minutes=random.randint(15, 240)))

    def noon(self, day: date) -> datetime:
        """Noon of that day, never after now."""
        return min(datetime.combine(day, time(12), tzinfo=UTC), self.now)


def length(span: str) -> timedelta:
    """The time that "3d4h" or "20m" stands for."""
    parts = re.findall(r"(\d+)([mhdw])", span)
    return timedelta(**{UNITS[unit]: int(number) for number, unit in parts})
