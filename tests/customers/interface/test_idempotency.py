"""A POST that is sent twice acts once (F01, A10.08)."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from customers.clients.signing_in import token_in_force
from customers.interface.idempotent_answer import IdempotentAnswer
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for
from tests.customers.calling import Caller

Callers = Callable[..., Caller]
ROWS = {"rows": [{"external_id": "1", "name": "A"}, {"external_id": "2", "name": "B"}]}
KEY = {"Idempotency-Key": "night-1"}


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller()


def test_a_repeated_call_is_answered_from_what_was_kept(crm: Caller) -> None:
    first = crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    again = crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    assert (first.json()["new"], again.content) == (2, first.content)
    assert ("Idempotent-Replayed" in first.headers, again["Idempotent-Replayed"]) == (False, "true")
    assert again["Content-Type"] == first["Content-Type"]
    assert crm.send("POST", "/accounts/batch", ROWS).json()["unchanged"] == 2


def test_the_same_key_for_another_call_is_422(crm: Caller) -> None:
    crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    for address, body in (
        ("/accounts/batch", {"rows": ROWS["rows"][:1]}),
        ("/accounts/batch?dry_run=true", ROWS),
    ):
        answer = crm.send("POST", address, body, extra=KEY)
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (422, "idempotency-key-reused")


def test_a_refused_call_keeps_nothing(crm: Caller) -> None:
    assert crm.send("POST", "/accounts/batch", {"rows": []}, extra=KEY).status_code == 400
    assert crm.send("POST", "/accounts/batch", ROWS, extra=KEY).json()["new"] == 2


def test_keys_belong_to_one_client(crm: Caller, caller: Callers) -> None:
    crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    other = caller().send("POST", "/accounts/batch", ROWS, extra=KEY)
    assert ("Idempotent-Replayed" in other.headers, other.json()["unchanged"]) == (False, 2)


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "two words", "é"])
def test_a_key_that_is_none_is_400(crm: Caller, key: str) -> None:
    assert crm.send("POST", "/accounts/batch", ROWS, extra={"Idempotency-Key": key}).status_code == 400


def test_while_the_first_call_runs_the_second_waits(crm: Caller) -> None:
    token = token_in_force(crm.headers["Authorization"].split()[1])
    assert token is not None
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with acting_for(token.tenant, purpose=token.purpose):
            call("claim_idempotency_key", "night-1", "x")
            held.set()
            done.wait(10)
        connections.close_all()

    first = threading.Thread(target=hold)
    first.start()
    held.wait(10)
    answer = crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    done.set()
    first.join()
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    assert crm.send("POST", "/accounts/batch", ROWS, extra=KEY).json()["new"] == 2


def test_nobody_reads_the_kept_answers(crm: Caller, acting: Callable[..., object]) -> None:
    crm.send("POST", "/accounts/batch", ROWS, extra=KEY)
    with pytest.raises(Exception, match="permission denied"), acting("admin"):  # type: ignore[attr-defined]
        IdempotentAnswer.objects.exists()
