"""A record brought in the way a firm does it: accounts, sales and openings as files."""

import io
from datetime import date

from analytics.uplift.panel import NEVER
from customers.imports.importable import ACCOUNTS, SALES
from customers.imports.masters import PARTICIPATIONS
from tenancy.intake.staging import Importer, import_file
from tests.analytics.uplift.records import MONTHS, Record
from tests.cast import Cast

FIRST_YEAR = 2021
UNTIL = date(FIRST_YEAR + MONTHS // 12, 1, 1)


def bring(cast: Cast, record: Record) -> None:
    """The record as the tenant's own; its first month is January of `FIRST_YEAR`."""
    labels = [f"{FIRST_YEAR + at // 12}-{at % 12 + 1:02d}" for at in range(MONTHS)]
    names = [f"K{at:04d}" for at in range(len(record.joined))]
    accounts, sales = ["external_id,name,segment,region"], ["external_id,month,net_sales,currency"]
    for at, name in enumerate(names):
        accounts.append(f"{name},Klinik {at},{record.segment[at]},{record.region[at]}")
        months = zip(labels, record.sales[at].tolist(), strict=True)
        sales += [f"{name},{month},{value:.2f},EUR" for month, value in months]
    joins = zip(names, record.joined.tolist(), strict=True)
    openings = ["external_id,programme,opened_on"]
    openings += [f"{name},Circles,{labels[at - 1]}-15" for name, at in joins if at != NEVER]
    for target, lines in ((ACCOUNTS, accounts), (SALES, sales), (PARTICIPATIONS, openings)):
        report = import_file(target, io.BytesIO("\n".join(lines).encode()), by=Importer(cast.ardenne))
        assert report["failed"] == 0
