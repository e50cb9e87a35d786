"""Whatever a client sends, it gets a sentence and never a 5xx."""

import json
from collections.abc import Callable

from tests.customers.clients.conftest import Caller

ADDRESS = "/accounts/by-external-id/crm/1"
ROW = b'{"rows": [{"external_id": "1", "month": "2026-01", "currency": "EUR", "net_sales": %s}]}'
BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "NUL": b'{"name": "a\\u0000b"}',
    "a lone surrogate": b'{"name": "\\ud800"}',
    "a name twice": b'{"name": "a", "name": "b"}',
    "depth": b"[" * 100_000 + b"]" * 100_000,
    "a number for a text": b'{"name": 5}',
    "a list for a text": b'{"name": ["x"]}',
    "an unknown field": b'{"name": "x", "party": "customer"}',
    "another id": b'{"name": "x", "external_id": "2"}',
    "a control character": b'{"name": "a\\u0007b"}',
    "an endless name": b'{"name": "' + b"x" * 100_000 + b'"}',
    "latin-1": b'{"name": "\xe9"}',
}


def test_a_bad_account_is_400(caller: Callable[..., Caller]) -> None:
    crm = caller()
    for name, body in BODIES.items():
        answer = crm.send("PUT", ADDRESS, body)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), name
        assert answer.json()["trace_id"]
        assert answer["Cache-Control"] == "no-store"


def test_an_amount_of_the_wrong_type_is_400(caller: Callable[..., Caller]) -> None:
    crm = caller()
    for amount in (b"true", b"[]", b"{}", b"9" * 5000, b"NaN", b"1e99999"):
        assert crm.send("POST", "/sales/batch", ROW % amount).status_code == 400, amount[:9]


def test_an_amount_that_is_none_fails_its_row(caller: Callable[..., Caller]) -> None:
    crm = caller()
    crm.send("PUT", ADDRESS, {"name": "A"})
    for amount in (b'"ten"', b"1e30", b'"' + b"9" * 5000 + b'"', b'"\xd9\xa1"', b'"1 000"'):
        answer = crm.send("POST", "/sales/batch", ROW % amount)
        assert (answer.status_code, answer.json()["failed"]) == (200, 1), amount[:9]


def test_bad_parameters_are_400(caller: Callable[..., Caller]) -> None:
    crm = caller()
    for query in ("limit=0", "limit=x", "limit=²", "cursor=x", "x=%00", "who=me"):
        assert crm.send("GET", f"/accounts?{query}").status_code == 400, query


def test_too_much_is_refused(caller: Callable[..., Caller]) -> None:
    crm = caller()
    assert crm.send("PUT", ADDRESS, b'{"name": "' + b"x" * 1_000_001 + b'"}').status_code == 413
    rows = [{"external_id": "1"}] * 1001
    assert crm.send("POST", "/accounts/batch", {"rows": rows}).status_code == 400
    assert crm.send("POST", "/accounts/batch", {"rows": []}).status_code == 400


def test_unknown_addresses_and_methods_are_problems_too(caller: Callable[..., Caller]) -> None:
    crm = caller()
    tried = (("GET", "/posts", 404), ("DELETE", ADDRESS, 405), ("GET", "/accounts/batch", 405))
    for method, address, status in tried:
        answer = crm.send(method, address)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_the_schema_is_published(caller: Callable[..., Caller]) -> None:
    schema = json.loads(Caller().send("GET", "/schema?format=json").content)
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) >= {
        "/api/v1/accounts",
        "/api/v1/accounts/batch",
        "/api/v1/accounts/by-external-id/{source}/{external_id}",
        "/api/v1/sales/batch",
    }
