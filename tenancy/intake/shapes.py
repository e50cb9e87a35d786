"""How one file writes numbers and dates: from its first rows, from all of them where those leave it open."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from tenancy.intake.columns import ColumnMap, Kind
from tenancy.intake.dates import DateEvidence, DateForm
from tenancy.intake.numbers import NumberEvidence, NumberForm
from tenancy.intake.records import Records, Row

SAMPLE_ROWS = 5_000


@dataclass(frozen=True)
class Shape:
    """The forms of a file's numbers and dates, and what is doubtful about them."""

    numbers: NumberForm = field(default_factory=NumberForm)
    dates: DateForm = field(default_factory=DateForm)

    def warnings(self) -> list[str]:
        """A sentence for each doubt."""
        said = []
        if self.numbers.mixed:
            said.append(
                f"Numbers are written in two ways; “{self.numbers.decimal}” was taken for the decimal sign."
            )
        if not self.numbers.sure:
            said.append(
                f"Nothing in the file shows whether the decimal sign is “{self.numbers.decimal}” or "
                f"“{self.numbers.thousands}”; “{self.numbers.decimal}” was assumed. Choose if that is wrong."
            )
        if self.dates.mixed:
            said.append(f"Dates are written in two orders; {_order(self.dates)} was taken.")
        if not self.dates.sure:
            said.append(
                f"Nothing in the file shows the order of day and month; {_order(self.dates)} was assumed. "
                "Choose it if that is wrong."
            )
        return said


def detect_shape(
    records: Records,
    column_map: ColumnMap,
    *,
    decimal: str | None = None,
    date_order: str | None = None,
    zone: tzinfo = UTC,
) -> Shape:
    """Looks at 5,000 rows, and at all further ones as long as the decimal sign or the date order is open."""
    numbers, dates = NumberEvidence(), DateEvidence()
    places = list(zip(column_map.columns, column_map.positions, strict=True))
    amounts = [] if decimal else [at for column, at in places if column.kind is Kind.DECIMAL]
    days = [at for column, at in places if column.kind not in (Kind.DECIMAL, Kind.TEXT)]
    days = [] if date_order else days
    if amounts or days:
        for rows, _, _ in records.batches(SAMPLE_ROWS):
            for at in amounts:
                numbers.weigh(_distinct(rows, at))
            for at in days:
                dates.weigh(_distinct(rows, at))
            amounts = [] if numbers.settled else amounts
            if not amounts and dates.settled:
                break
    return Shape(
        NumberForm(decimal) if decimal else numbers.form(delimiter=records.dialect.delimiter),
        DateForm(date_order, zone=zone) if date_order else dates.form(zone=zone),
    )


def _distinct(rows: list[Row], at: int) -> set[str]:
    return {row[at] for row in rows if len(row) > at}


def _order(form: DateForm) -> str:
    return "day before month" if form.order == "DMY" else "month before day"
