"""A record brought in the way a firm does it: accounts and sales as files, openings recorded account by account."""

import io
from datetime import date

from analytics.uplift.panel import NEVER
from customers.accounts.account import Account
from customers.accounts.caring import record_case
from customers.accounts.community_case import Arm
from customers.imports.importable import ACCOUNTS, SALES
from tenancy.intake.staging import Importer, import_file
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.analytics.uplift.records import MONTHS, Record
from tests.cast import THEN, Cast

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
    for target, lines in ((ACCOUNTS, accounts), (SALES, sales)):
        report = import_file(target, io.BytesIO("\n".join(lines).encode()), by=Importer(cast.ardenne))
        assert report["failed"] == 0
    with acting_for(cast.ardenne, cast.manager):
        me = Person.objects.get(id=cast.manager)
        known = {account.external_id: account for account in Account.objects.all()}
        for name, joined in zip(names, record.joined.tolist(), strict=True):
            if joined != NEVER:
                record_case(
                    known[name],
                    arm=Arm.COMMUNITY,
                    programme="Circles",
                    invited_on=None,
                    opened_on=date.fromisoformat(f"{labels[joined - 1]}-15"),
                    by=me,
                    at=THEN,
                )
