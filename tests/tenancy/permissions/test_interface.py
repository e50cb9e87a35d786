"""What the interface refuses, and how it says so (RFC 9457)."""

from typing import Any

import pytest
from django.db import OperationalError
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from tenancy.intake.problems import type_of
from tenancy.permissions.permission import Permission
from tenancy.wall.refusals import NotAllowed, RuleBroken


class Pair(serializers.Serializer[Any]):
    """Two fields."""

    month = serializers.CharField(max_length=7)
    units = serializers.IntegerField()


class Token:
    """A client that may read accounts."""

    scopes = frozenset({"accounts:read"})


class Echo(APIView):
    """Answers what it was sent, or raises what the test wants."""

    permission = Permission.PUBLIC
    scope: Any = None
    error: Exception | None = None

    def post(self, request: Request) -> Response:
        """Reads a pair."""
        if self.error:
            raise self.error
        pair = Pair(data=request.data)
        pair.is_valid(raise_exception=True)
        return Response(pair.validated_data)


def post(body: bytes = b"{}", *, token: Any = None, **declared: Any) -> Any:
    """The answer to a body, as JSON."""
    request = APIRequestFactory().post("/", body, content_type="application/json")
    request.META["HTTP_ACCEPT"] = "application/json"
    view: Any = type(
        "Echoing", (Echo,), {**declared, "authentication_classes": [signed_in(token)] if token else []}
    )
    return view.as_view()(request).render()


def signed_in(token: Any) -> Any:
    """An authentication that finds this token."""
    return type(
        "SignedIn", (), {"authenticate": lambda *_: (None, token), "authenticate_header": lambda *_: "Bearer"}
    )


def test_a_view_that_declares_nothing_is_refused() -> None:
    assert post(permission=None, token=Token()).status_code == 403


def test_without_a_token_it_is_401() -> None:
    answer = post(permission=Permission.CALL_API, scope="accounts:read")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("accounts:read", 200),
        ("accounts:write", 403),
        (None, 403),
        ({"POST": "accounts:read"}, 200),
        ({"GET": "accounts:read"}, 403),
    ],
)
def test_a_token_needs_the_scope_of_the_method(scope: Any, status: int) -> None:
    body = b'{"month": "2026-10", "units": 3}'
    assert post(body, permission=Permission.CALL_API, scope=scope, token=Token()).status_code == status


def test_a_problem_has_its_fields_and_points_at_what_is_wrong() -> None:
    answer = post(b'{"month": "2026-10-31"}')
    problem = answer.data
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, problem["type"], problem["status"]) == (400, type_of("invalid"), 400)
    assert {error["pointer"] for error in problem["errors"]} == {"/month", "/units"}
    assert len(problem["trace_id"]) == 32


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"month": "\x00"}',
        b'{"month": "\\u0000"}',
        b'{"month": "\\ud800"}',
        b'{"month": "\xff"}',
        b'{"month": "a", "month": "b"}',
        b'{"units": NaN}',
        b'{"units": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"[]",
        b'"text"',
        b"null",
    ],
)
def test_bad_bodies_are_refused_with_a_sentence(body: bytes) -> None:
    answer = post(body)
    assert answer.status_code == 400
    assert answer.data["detail"].endswith(".")


def test_a_body_over_a_megabyte_is_413() -> None:
    assert post(b'{"month": "' + b"x" * 1_000_000 + b'"}').status_code == 413


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Http404("secret"), 404, "not-found"),
        (NotAllowed("not_allowed"), 403, "not-allowed"),
        (RuleBroken("last_leader"), 409, "conflict"),
        (OperationalError("secret row"), 503, "unavailable"),
        (ValueError("secret row"), 500, "internal"),
    ],
)
def test_no_words_of_the_inside_come_out(error: Exception, status: int, kind: str, caplog: Any) -> None:
    answer = post(error=error)
    assert (answer.status_code, answer.data["type"]) == (status, type_of(kind))
    assert b"secret" not in answer.content
    assert "secret" not in caplog.text
