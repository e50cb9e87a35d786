"""The days of a check in words."""

from django.utils.formats import date_format

from analytics.health.health_run import HealthRun


def period_of(run: HealthRun) -> str:
    """The days of the run in the reader's language; a whole calendar month by its name."""
    first, last = run.first_day, run.last_day
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last.day >= 28:
        return str(date_format(first, "YEAR_MONTH_FORMAT"))
    return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"
