"""Accounts, contacts and sales, brought in by the product's own imports; cases and assignments on top."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.clock import Clock
from config.demo.hospitals import MONTHS, Hospital, sales_of
from config.demo.reading import table
from customers.imports.bringing import bring
from customers.imports.import_job import ImportJob, State
from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.lifecycle import keep_upload, open_job, upload_complete
from customers.imports.sender import Sender
from tenancy.people.person import Person
from tenancy.slots.imports import ImportObject
from tenancy.tasks.declaring import load_tasks
from tenancy.tasks.running import run
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

MAIN, SECOND = "Corvexa 20 mg", "Lumivent 5 ml"
SECOND_FROM = 22
LATE = 2
"""So many last months came in files of their own."""
PRICE = {MAIN: 612.0, SECOND: 148.0}

Line = Sequence[Any]
ACCOUNT = ("external_id", "name", "type", "segment", "region", "country")
CONTACT = ("external_id", "type", "account_external_id", "name", "profession", "country")
SALE = ("external_id", "month", "product", "net_sales", "currency", "units")
SALE_OF_WHOLESALER = ("external_id", "month", "product", "net value", "currency", "units")


class Intake:
    """The administrator's imports over the years, each of them a job with its own reconciliation."""

    def __init__(self, administrator: Person, clock: Clock, dice: Random) -> None:
        self.administrator = administrator
        self.clock = clock
        self.dice = dice

    def take(self, target: ImportObject, name: str, lines: Iterable[Line], at: datetime) -> None:
        """Imports the file by a job, as a worker would have done then. One that came before is left alone."""
        sender = Sender.of(self.administrator)
        with sender.acting():
            if ImportJob.objects.filter(file_name=name, state=State.COMPLETE).exists():
                return
        job = open_job(sender, target.name, at=at, file_name=name)
        keep_upload(job, [_written(lines)], by=sender, at=at)
        upload_complete(job, by=sender)
        assert job.task is not None
        load_tasks()
        run(job.tenant_id, job.task)
        with loading([ImportJob]):
            ImportJob.objects.using(OWNER).filter(id=job.id).update(started_at=at, finished_at=at)

    def leave(self, target: ImportObject, name: str, lines: Iterable[Line], at: datetime) -> None:
        """Brings the file and leaves it waiting for somebody to say what its columns are."""
        with acting_for(self.administrator.tenant_id, self.administrator.id):
            if ImportJob.objects.filter(file_name=name).exists():
                return
        upload = SimpleUploadedFile(name, _written(lines))
        bring(target.name, upload, source="wholesale", by=self.administrator, at=at)


def _written(lines: Iterable[Line]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def bring_in(intake: Intake, found: list[Hospital]) -> None:
    """Accounts and contacts, the sales of years in one file, then the last months one by one."""
    clock = intake.clock
    accounts = [(h.external_id, h.name, h.type, h.segment, h.region, h.country) for h in found]
    intake.take(ACCOUNTS, "centres.csv", [ACCOUNT, *accounts], clock.day(410))
    intake.take(CONTACTS, "contacts.csv", [CONTACT, *_contacts(intake.dice, found)], clock.day(409))
    months = _by_month(intake, found)
    split = MONTHS - LATE
    years = [line for month in range(split) for line in months[month]]
    intake.take(SALES, "sales-history.csv", [SALE, *years], clock.day(95))
    for month in range(split, MONTHS):
        day = clock.month(MONTHS - month)
        extra = _mistakes(day) if month == MONTHS - 2 else []
        arrived = clock.noon(clock.month(MONTHS - month - 1).replace(day=5))
        intake.take(SALES, f"sales-{day:%Y-%m}.csv", [SALE, *months[month], *extra], arrived)
    late = [(one.external_id, f"{clock.month(1):%Y-%m}", MAIN, "1450.00", "EUR", 2) for one in found[40:52]]
    intake.leave(SALES, "sales-late-entries.csv", [SALE_OF_WHOLESALER, *late], clock.ago("20h"))


def _by_month(intake: Intake, found: list[Hospital]) -> dict[int, list[Line]]:
    first = intake.clock.month(MONTHS)
    months: dict[int, list[Line]] = {month: [] for month in range(MONTHS)}
    for one in found:
        for month, amount in sales_of(intake.dice, one, first):
            day = intake.clock.month(MONTHS - month)
            months[month].extend(_lines(one, month, day, amount))
    return months


def _lines(one: Hospital, month: int, day: date, amount: float) -> Iterator[Line]:
    shares = {MAIN: 1.0}
    if one.segment == "A" and month >= SECOND_FROM:
        shares = {MAIN: 0.84, SECOND: 0.16}
    for product, share in shares.items():
        net = round(amount * share, 2)
        yield one.external_id, f"{day:%Y-%m}", product, f"{net:.2f}", "EUR", round(net / PRICE[product])


def _mistakes(day: date) -> list[Line]:
    """Three rows that a careful import must refuse and name."""
    month = f"{day:%Y-%m}"
    return [
        ("C-99999", month, MAIN, "1250.00", "EUR", 2),
        ("C-10007", month, SECOND, "12.5O", "EUR", 1),
        ("", month, MAIN, "880.00", "EUR", 1),
    ]


def _contacts(dice: Random, found: list[Hospital]) -> Iterator[Line]:
    for number, one in enumerate(found):
        facts = table("countries")[one.country]
        for position in range(1 + (number % 3 == 0)):
            who = f"{facts['title']} {dice.choice(facts['first'])} {dice.choice(facts['last'])}"
            profession = dice.choice(
                ["Head of intensive care", "Hospital pharmacist", "Intensive care physician"]
            )
            yield (
                f"P-{20000 + 3 * number + position}",
                "person",
                one.external_id,
                who,
                profession,
                one.country,
            )
