"""A web process that dies leaves neither half: no effect without its answer, no answer without its effect (F01)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections, transaction

from customers.clients.signing_in import ClientToken, token_in_force
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for
from tests import databases
from tests.conftest import state
from tests.customers.calling import Callers

ROOT = Path(__file__).resolve().parents[3]
KEY = {"Idempotency-Key": "night-1"}
ROWS = {"rows": [{"external_id": "1", "name": "A"}]}
POST = """
import sys, django
django.setup()
from tests.customers.calling import Caller
Caller(sys.argv[1]).send("POST", "/accounts/batch", {"rows": [{"external_id": "1", "name": "A"}]},
                         extra={"Idempotency-Key": "night-1"})
"""


@contextmanager
def held_up(token: ClientToken) -> Iterator[None]:
    """Whoever keeps an answer under the key waits, for the same key is about to be written here, and never is."""
    with acting_for(token.tenant, purpose=token.purpose):
        call("keep_idempotent_answer", "night-1", "x", 200, {}, "")
        yield
        transaction.set_rollback(True)


def waiting() -> bool:
    """Whether somebody waits for another transaction."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'transactionid' and not granted")
        found: int = cursor.fetchone()[0]
    return found > 0


def test_a_process_killed_before_its_commit_leaves_nothing(caller: Callers) -> None:
    crm = caller()
    text = crm.headers["Authorization"].split()[1]
    token = token_in_force(text)
    assert token is not None
    variables = databases.variables_for(state["name"]) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    with held_up(token):
        process = subprocess.Popen([sys.executable, "-c", POST, text], cwd=ROOT, env=os.environ | variables)
        deadline = time.monotonic() + 60
        while not waiting():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail("the call did not come to the point at which it is killed")
            time.sleep(0.05)
        process.kill()
        process.wait(10)
    assert crm.send("GET", "/accounts").json()["items"] == []
    again = crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    assert (again.json()["new"], "Idempotent-Replayed" in again.headers) == (1, False)
    assert crm.send("POST", "/accounts/batch", ROWS, extra=KEY)["Idempotent-Replayed"] == "true"
