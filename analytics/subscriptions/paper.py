"""A report that was made for a subscriber, on paper. The same report gives the same bytes."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.subscriptions.made_report import MadeReport
from tenancy.surfaces.paper import begun

FIRST, OTHERS = 60, 30


def paper(made: MadeReport) -> bytes:
    """Its stored tables, one below the other."""
    month = date_format(made.period, "YEAR_MONTH_FORMAT")
    title = f"{made.get_report_display()}, {month}"
    pdf = begun(about=title, title=title, at=made.at)
    pdf.say(
        _("As it stood on %(day)s. Later changes are not in it.") % {"day": date_format(made.at)}, small=True
    )
    for table in made.tables:
        pdf.heading(str(table["title"]))
        if table["rows"]:
            widths = (FIRST, *[OTHERS] * (len(table["columns"]) - 1))
            rows = [[str(cell) for cell in row] for row in table["rows"]]
            pdf.tabled([str(label) for label in table["columns"]], rows, widths=widths)
        else:
            pdf.say(_("There was nothing to show yet."))
    return bytes(pdf.output())
