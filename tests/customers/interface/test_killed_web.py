"""A web process that dies around a POST with a key: the call is done or it never was, and the key says which (F01)."""

import http.client
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from config.embedded.account import Account
from config.embedded.valkey import Valkey
from customers.accounts.account import Account as Customer
from tests.cast import Cast
from tests.customers.calling import Callers
from tests.customers.conftest import Acting
from tests.tenancy.tasks.installation import Installation, until

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("committed")]
COUNT = 1000
BUSY = 409
LONGEST = 20.0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def web(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """Real processes on this test's database."""
    monkeypatch.setenv("COLLEGIUM_DATA", str(tmp_path))
    ourselves = Account(uid=os.geteuid(), gid=os.getegid(), is_dropped=False)
    broker = Valkey(tmp_path / "valkey", ourselves, tmp_path / "valkey.log", is_fast=True)
    broker.start()
    running = Installation(tmp_path, str(connection.settings_dict["NAME"]), broker)
    yield running
    running.stop()


def command(port: int) -> tuple[str, ...]:
    served = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "2")
    return (sys.executable, "-P", "-m", "granian", *served, "config.wsgi:application")


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def sent(port: int, token: str, key: str) -> http.client.HTTPConnection:
    """The call, sent; its answer is not waited for."""
    rows = [{"external_id": f"{key}-{n}", "name": f"Clinic {n}"} for n in range(COUNT)]
    call = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    call.request(
        "POST", "/api/v1/accounts/batch", json.dumps({"rows": rows}), headers | {"Host": "localhost"}
    )
    return call


def answered(port: int, token: str, key: str) -> tuple[int, bool, bytes]:
    """Status, whether it is a replay, and body, once nobody else is at it."""
    latest = time.monotonic() + LONGEST
    while time.monotonic() < latest:
        with suppress(OSError, http.client.HTTPException):
            answer = sent(port, token, key).getresponse()
            body = answer.read()
            if answer.status != BUSY:
                return answer.status, answer.headers.get("Idempotent-Replayed") == "true", body
        time.sleep(0.1)
    raise AssertionError(f"the key {key} is stuck")


def test_a_killed_call_is_done_or_never_was(
    web: Installation, port: int, caller: Callers, acting: Acting
) -> None:
    """A10.08: killed at several moments of the call, the same key does it once and answers as it would have."""
    token = caller().headers["Authorization"].split()[1]
    process = web.start(command(port))
    until(lambda: listens(port))
    assert answered(port, token, "first")[:2] == (200, False)
    for moment in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, None):
        key = f"after-{moment}"
        call = sent(port, token, key)
        if moment is None:
            call.getresponse().read()
        else:
            time.sleep(moment)
        web.kill(process)
        until(lambda: not listens(port))
        process = web.start(command(port))
        until(lambda: listens(port))
        status, was_done, body = answered(port, token, key)
        assert (status, json.loads(body)["new"]) == (200, COUNT), body[:200]
        assert was_done or moment is not None
        assert answered(port, token, key) == (200, True, body)
        with acting("manager"):
            assert Customer.objects.filter(external_id__startswith=f"{key}-").count() == COUNT
