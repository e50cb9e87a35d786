"""Imports under faults, with real processes: killed workers, aborts, a lost broker (F01, F02, F05, F17, F23)."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import redis
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from config.embedded.account import Account
from config.embedded.valkey import Valkey
from customers.imports.import_job import ImportJob, State
from customers.imports.lifecycle import abort, keep_upload, open_job, resume, upload_complete
from customers.imports.sender import Sender
from customers.sales.sales_months import SalesMonths
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring
from tests.tenancy.tasks.installation import DISPATCHER, WORKER, Installation, until

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("committed")]
ACCOUNTS, MONTHS = 300, 10
RECEIVED, REFUSED = ACCOUNTS * MONTHS + 7, 7
TOTAL = sum(range(1, ACCOUNTS + 1)) * 100 * MONTHS
LONG = 90.0


@pytest.fixture
def installation(
    cast: Cast, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    """Real processes on this test's database, with batches of a few accounts."""
    monkeypatch.setenv("COLLEGIUM_DATA", str(tmp_path))
    monkeypatch.setenv("INGEST_BATCH_BYTES", "2000")
    settings.DATA_DIR = tmp_path
    ourselves = Account(uid=os.geteuid(), gid=os.getegid(), is_dropped=False)
    broker = Valkey(tmp_path / "valkey", ourselves, tmp_path / "valkey.log", is_fast=True)
    broker.start()
    running = Installation(tmp_path, str(connection.settings_dict["NAME"]), broker)
    yield running
    running.stop()


class Import:
    """One import of an administrator, and what is known of it."""

    def __init__(self, cast: Cast) -> None:
        self.by = Sender(cast.ardenne, person=cast.admin)
        self.job = self.opened()

    def opened(self) -> ImportJob:
        """A file of known sums with seven rows that must be refused, on its way to a worker."""
        rows = [
            f"K{a:04d},2026-{m:02d},{a}.00,EUR\n"
            for m in range(1, MONTHS + 1)
            for a in range(1, ACCOUNTS + 1)
        ]
        bad = [f"NOBODY{n},2026-01,1.00,EUR\n" for n in range(REFUSED)]
        text = "external_id,month,net_sales,currency\n" + "".join([*rows, *bad])
        job = open_job(self.by, "sales", at=timezone.now())
        keep_upload(job, [text.encode()], by=self.by, at=timezone.now())
        upload_complete(job, by=self.by)
        return job

    def read(self) -> ImportJob:
        """The job as it stands."""
        with self.by.acting():
            return ImportJob.objects.get(id=self.job.id)

    def has_stored(self, share: float) -> bool:
        """Whether so much of it is stored."""
        job = self.read()
        return job.state == State.RUNNING and job.batches_done >= share * job.batches > 0

    def ended(self) -> bool:
        """Whether it has come to any end."""
        return self.read().has_ended


@pytest.fixture
def sent(cast: Cast, bring: Bring) -> Import:
    """Accounts, and an import of their sales."""
    bring(
        "accounts", "external_id,name\n" + "".join(f"K{a:04d},Clinic {a}\n" for a in range(1, ACCOUNTS + 1))
    )
    return Import(cast)


def stored(acting: Acting) -> int:
    """The sum of everything in the store, in minor units."""
    with acting("manager"):
        return sum(net or 0 for row in SalesMonths.objects.all() for net in row.net_sales)


def counted(job: ImportJob) -> tuple[int, int, int, int]:
    """Received, successful, failed, unprocessed."""
    return job.received, job.successful, job.failed, job.unprocessed


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_killed_worker_loses_nothing_and_stores_nothing_twice(
    installation: Installation, sent: Import, acting: Acting, share: float
) -> None:
    """F02, F17: kill -9 in the middle of a job; the next worker takes it up behind the last batch."""
    installation.start(DISPATCHER)
    worker = installation.start(WORKER)
    until(lambda: sent.has_stored(share) or sent.ended(), within=LONG)
    installation.kill(worker)
    installation.start(WORKER)
    until(sent.ended, within=LONG)
    job = sent.read()
    assert (job.state, counted(job)) == (State.COMPLETE, (RECEIVED, RECEIVED - REFUSED, REFUSED, 0))
    assert stored(acting) == TOTAL
    total = job.report["totals"][0]
    assert (total["after"], total["replaced"], total["elsewhere"]) == (f"{TOTAL / 100:.2f}", "0.00", "0.00")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_aborted_job_counts_exactly_and_goes_on_where_it_stopped(
    installation: Installation, sent: Import, acting: Acting, share: float
) -> None:
    """F17."""
    installation.start(DISPATCHER)
    installation.start(WORKER)
    until(lambda: sent.has_stored(share) or sent.ended(), within=LONG)
    if not sent.ended():
        abort(sent.read(), by=sent.by, at=timezone.now())
    until(sent.ended, within=LONG)
    job = sent.read()
    assert job.received == job.successful + job.failed + job.unprocessed == RECEIVED
    if job.state == State.ABORTED:
        total = job.report["totals"][0]["after"] if job.report["totals"] else "0.00"
        assert stored(acting) == round(float(total) * 100)
        resume(job, by=sent.by)
        until(sent.ended, within=LONG)
    assert counted(sent.read()) == (RECEIVED, RECEIVED - REFUSED, REFUSED, 0)
    assert stored(acting) == TOTAL


def test_a_flushed_broker_only_delays(installation: Installation, sent: Import, acting: Acting) -> None:
    """F05: the row is the truth, the message a hint."""
    installation.start(DISPATCHER)
    time.sleep(2)
    redis.Redis.from_url(installation.broker.url).flushall()
    installation.start(WORKER)
    until(sent.ended, within=LONG)
    assert stored(acting) == TOTAL


def test_connections_that_the_database_ends_are_opened_anew(
    installation: Installation, sent: Import, acting: Acting
) -> None:
    """F07 in the middle of a job: its batch is undone and done again."""
    installation.start(DISPATCHER)
    installation.start(WORKER)
    until(lambda: sent.has_stored(0.1) or sent.ended(), within=LONG)
    end_connections(str(connection.settings_dict["NAME"]))
    until(sent.ended, within=LONG)
    assert counted(sent.read()) == (RECEIVED, RECEIVED - REFUSED, REFUSED, 0)
    assert stored(acting) == TOTAL


def end_connections(database: str) -> None:
    """kill of every server process of the database, as a restart does it."""
    ended = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"app_rt {database}".encode() in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGTERM)
                ended += 1
        except OSError:
            continue
    assert ended
    connection.close()


def test_one_job_of_a_tenant_runs_at_a_time(installation: Installation, sent: Import, acting: Acting) -> None:
    """F23: the second waits for the first, then runs by itself."""
    second = sent.opened()
    installation.start(DISPATCHER)
    installation.start(WORKER)
    most: list[int] = []

    def both_ended() -> bool:
        with sent.by.acting():
            jobs: list[Any] = list(ImportJob.objects.values_list("state", flat=True))
        most.append(jobs.count(State.RUNNING))
        return all(state == State.COMPLETE for state in jobs)

    until(both_ended, within=LONG)
    assert max(most) <= 1
    with sent.by.acting():
        assert ImportJob.objects.get(id=UUID(str(second.id))).report["unchanged"] == RECEIVED - REFUSED
    assert stored(acting) == TOTAL
