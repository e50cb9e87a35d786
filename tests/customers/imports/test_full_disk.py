"""A disk that takes no more, in the middle of a job: it waits, and goes on by itself (F09)."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from psycopg2.errors import DiskFull

from customers.imports import carrying_out
from customers.imports.import_job import ImportJob, State
from tests.customers.calling import Callers
from tests.customers.conftest import Acting
from tests.customers.imports.sending import SCOPES, Sent, opened
from tests.draining import drain

pytestmark = pytest.mark.usefixtures("committed", "clinics")
ROWS, LARGEST = 8_000, 1_000_000


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process grows beyond it: writing fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def sent(caller: Callers, settings: Any, tmp_path: Any) -> Sent:
    """A small packed file whose rows take more room on their way than there will be."""
    settings.DATA_DIR = tmp_path
    product = "p" * 200
    rows = "".join(f"A1,2026-01-05,{product},{n}.25,EUR\n" for n in range(1, ROWS + 1))
    return opened(caller(*SCOPES)).upload("external_id,date,product,sales,currency\n" + rows, packed=True)


def test_a_job_without_room_waits_and_goes_on_by_itself(
    sent: Sent, acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "PAUSE", timedelta(0))
    sent.call("POST", "/upload-complete")
    with files_of_at_most(LARGEST):
        for _ in range(5):  # more often than a job that breaks is tried
            drain(once=True)
            shown = sent.shown
            assert (shown["state"], shown["successful"]) == (State.RUNNING, 0)
            assert "no room" in shown["reason"]
    drain()
    assert (sent.shown["state"], sent.shown["reason"], sent.counts) == ("JobComplete", "", (ROWS, ROWS, 0, 0))
    assert sent.reconciliation["totals"][0]["after"] == f"{sum(range(1, ROWS + 1)) + ROWS * 0.25:.2f}"


def test_a_job_does_not_wait_for_ever(sent: Sent, acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying_out, "LONGEST_WAIT", timedelta(0))
    sent.call("POST", "/upload-complete")
    with files_of_at_most(LARGEST):
        drain()
    with acting("admin"):
        assert ImportJob.objects.get().reason == ""


def test_a_full_disk_of_the_database_is_one_as_well() -> None:
    error = OperationalError("no words")
    error.__cause__ = DiskFull()
    assert carrying_out.is_full(error)
    assert not carrying_out.is_full(OperationalError("no words"))
