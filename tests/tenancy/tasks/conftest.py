"""Processes for the tests of this folder."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from config.embedded.account import Account
from config.embedded.valkey import Valkey
from tests.cast import Cast
from tests.tenancy.tasks.installation import Installation


@pytest.fixture
def installation(tmp_path: Path, cast: Cast, committed: None) -> Iterator[Installation]:
    """A broker of its own on the test's database; workers and dispatcher are started by the test."""
    ourselves = Account(uid=os.geteuid(), gid=os.getegid(), is_dropped=False)
    broker = Valkey(tmp_path / "valkey", ourselves, tmp_path / "valkey.log", is_fast=True)
    broker.start()
    started = Installation(tmp_path, str(connections["default"].settings_dict["NAME"]), broker)
    yield started
    if broker.child is not None:
        broker.child.process.send_signal(signal.SIGCONT)
    started.stop()
