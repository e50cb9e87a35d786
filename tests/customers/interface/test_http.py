"""HTTP as it is meant: conditions, forms of bodies and answers, methods, announced ends (A10.05)."""

from datetime import date

import pytest
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response

from customers.interface.patching import merged
from customers.interface.resource import Resource
from tenancy.permissions.permission import Permission
from tests.customers.calling import Caller, Callers

ADDRESS = "/accounts/by-external-id/crm/1"


@pytest.fixture
def crm(caller: Callers) -> Caller:
    return caller()


def test_an_unchanged_answer_is_304_and_a_stale_change_412(crm: Caller) -> None:
    crm.send("PUT", ADDRESS, {"name": "A"})
    first = crm.send("GET", ADDRESS)
    again = crm.send("GET", ADDRESS, extra={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    stale = crm.send("PUT", ADDRESS, {"name": "B"}, extra={"If-Match": '"other"'})
    assert stale.status_code == 412
    changed = crm.send("PUT", ADDRESS, {"name": "B"}, extra={"If-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)
    assert crm.send("PUT", ADDRESS, {"name": "C"}, extra={"If-None-Match": "*"}).status_code == 412


def test_configuration_is_changed_by_who_has_read_it(caller: Callers) -> None:
    crm = caller("accounts:read", "accounts:write")
    crm.send("PUT", ADDRESS, {"name": "A"})
    address = "/sources/crm"
    read = crm.send("GET", address)
    assert crm.send("PATCH", address, {"name": "Our CRM"}).status_code == 428
    assert crm.send("PATCH", address, {"name": "Our CRM"}, extra={"If-Match": '"x"'}).status_code == 412
    done = crm.send("PATCH", address, {"name": "Our CRM"}, extra={"If-Match": read["ETag"]})
    assert (done.status_code, done.json()["name"]) == (200, "Our CRM")


def test_methods_answer_as_they_should(crm: Caller) -> None:
    crm.send("PUT", ADDRESS, {"name": "A"})
    head = crm.send("HEAD", ADDRESS)
    assert (head.status_code, head.content) == (200, b"")
    options = crm.send("OPTIONS", ADDRESS)
    assert (options.status_code, options["Allow"]) == (204, "GET, PUT, PATCH, HEAD, OPTIONS")
    refused = crm.send("DELETE", ADDRESS)
    assert (refused.status_code, "PUT" in refused["Allow"]) == (405, True)
    assert crm.send("TRACE", ADDRESS).status_code == 405


@pytest.mark.parametrize("form", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "x"])
def test_odd_bodies_are_415_and_odd_wishes_406(crm: Caller, form: str) -> None:
    assert crm.send("PUT", ADDRESS, {"name": "A"}, form=form).status_code == 415
    answer = crm.send("GET", "/accounts", extra={"Accept": "text/csv"})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_parameters_are_taken_once_and_known(crm: Caller) -> None:
    for query in ("limit=1&limit=2", "format=json", "limit=1&x=2", "a=%ff", "%00=1"):
        answer = crm.send("GET", f"/accounts?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), query


class Ending(Resource):
    """An address that is going to end."""

    permission = Permission.CALL_API
    scope = "accounts:read"
    deprecated_on, sunset_on = date(2026, 11, 1), date(2027, 11, 1)

    def get(self, request: Request) -> Response:
        return Response({})


def test_the_end_of_an_address_is_announced() -> None:
    answer = Ending.as_view()(RequestFactory().get("/"))
    assert answer["Deprecation"] == "@1793491200"
    assert answer["Sunset"] == "Mon, 01 Nov 2027 00:00:00 GMT"


def test_a_merge_patch_merges() -> None:
    current = {"a": 1, "b": {"c": 2, "d": 3}, "e": [1]}
    assert merged(current, {"a": None, "b": {"c": 4}, "e": [2]}) == {"b": {"c": 4, "d": 3}, "e": [2]}
    assert merged(current, [1]) == [1]


def test_a_call_with_a_token_passes_by_what_is_for_browsers(caller: Callers) -> None:
    """Sessions, cookies and forms are for browsers; the headers that protect an answer are for all."""
    answer = caller("accounts:read").send("GET", "/accounts", extra={"Cookie": "sessionid=" + "a" * 32})
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(answer.content)))
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    refused = caller("accounts:read").send("GET", "/nowhere")
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")
