"""The interface's side of permissions: what a token allows, and how a refusal is worded (RFC 9457)."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import uuid4

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from tenancy.intake.problems import type_of
from tenancy.intake.strict_json import MalformedJson, OversizedJson
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.wall.refusals import NotAllowed, RuleBroken

if TYPE_CHECKING:  # the views read this module when they are loaded
    from rest_framework.views import APIView

log = logging.getLogger("tenancy.api")

MOST_ERRORS = 100


class Token(Protocol):
    """What authentication leaves in `request.auth`."""

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that were granted to the client, `accounts:write` and the like."""


class DeclaredPermission(BasePermission):
    """A view says `permission` (CALL_API or PUBLIC) and, for CALL_API, `scope`: one word, or one per method.

    A view that says nothing is refused.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the token has the scope that the view declares for this method."""
        permission = getattr(view, "permission", None)
        if permission is Permission.PUBLIC:
            return True
        if permission is not Permission.CALL_API:
            return False
        if request.auth is None:
            raise exceptions.NotAuthenticated
        if not hasattr(view, (request.method or "").lower()):
            raise exceptions.MethodNotAllowed(request.method or "")
        token: Token = cast(Token, request.auth)
        wanted = scope_of(view, method=request.method or "")
        if wanted is None or wanted not in token.scopes:
            raise ScopeMissing(wanted)
        return True


class ScopeMissing(exceptions.PermissionDenied):
    """The token lacks the scope that this call needs."""

    def __init__(self, scope: str | None) -> None:
        super().__init__(f"The token needs the scope {scope}." if scope else "No token may do this.")


def scope_of(view: Any, *, method: str) -> str | None:
    """The scope that a view declares: `scope = "accounts:read"` or `{"GET": …, "PUT": …}`."""
    declared = getattr(view, "scope", None)
    if isinstance(declared, Mapping):
        declared = declared.get("GET" if method in ("HEAD", "OPTIONS") else method)
    return declared if isinstance(declared, str) else None


def problem(error: Exception, context: Mapping[str, Any]) -> Response:
    """The answer to anything that a view of the interface raises; never with text of the database."""
    trace = uuid4().hex
    kind, status, detail, errors = _read(error)
    if status >= 500:
        log.error("problem %s: %s", trace, type(error).__name__, exc_info=_without_words(error))
    body: dict[str, Any] = {
        "type": type_of(kind),
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "trace_id": trace,
    }
    if errors:
        body["errors"] = errors[:MOST_ERRORS]
    return Response(body, status=status, headers=_headers(error), content_type="application/problem+json")


def _read(error: Exception) -> tuple[str, int, str, list[dict[str, str]]]:
    """Kind, status, sentence and single errors."""
    match error:
        case OversizedJson():
            return "too-large", 413, error.sentence, []
        case MalformedJson():
            return "malformed", 400, error.sentence, [{"pointer": error.pointer, "detail": error.sentence}]
        case RequestDataTooBig():
            return "too-large", 413, "The body is too large.", []
        case exceptions.ValidationError():
            return "invalid", 400, "Some fields are not as they must be.", list(_errors(error.detail))
        case exceptions.ParseError():
            return "malformed", 400, _sentence(error.detail), []
        case exceptions.APIException():
            return _kind(error), _status(error), _sentence(error.detail), []
        case Http404():
            return "not-found", 404, "There is no such thing, or it is not visible to you.", []
        case NotAllowed():
            return "not-allowed", 403, said(error.rule), []
        case RuleBroken():
            return (
                "conflict",
                409,
                said(error.rule),
                [{"pointer": "", "detail": said(error.rule), "code": error.rule}],
            )
        case PermissionDenied():
            return "not-allowed", 403, "You may not do this.", []
        case OperationalError():
            return "unavailable", 503, "The database does not answer. Try again in a few seconds.", []
    return "internal", 500, "Something went wrong on our side. The trace_id helps to find it.", []


def _status(error: exceptions.APIException) -> int:
    # Django REST framework makes it 403 where no authentication is configured.
    return 401 if isinstance(error, exceptions.NotAuthenticated) else int(error.status_code)


def _kind(error: exceptions.APIException) -> str:
    return str(error.default_code).replace("_", "-")


def _sentence(detail: Any) -> str:
    return str(detail if isinstance(detail, str) else next(iter(_errors(detail)))["detail"])


def _errors(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """One entry for each message, with the JSON pointer of what it is about."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else "/" + str(name).replace("~", "~0").replace("/", "~1")
            yield from _errors(inner, pointer + step)
    elif isinstance(detail, list):
        for at, inner in enumerate(detail):
            yield from _errors(inner, pointer if isinstance(inner, str) else f"{pointer}/{at}")
    else:
        yield {"pointer": pointer, "detail": str(detail), "code": getattr(detail, "code", "invalid")}


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    elif isinstance(error, exceptions.NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    elif isinstance(error, OperationalError):
        headers["Retry-After"] = "2"
    return headers


def _without_words(error: Exception) -> tuple[type[BaseException], BaseException, Any]:
    """For the log: where, not what; a database error quotes rows."""
    kind = DatabaseError if isinstance(error, DatabaseError) else type(error)
    return kind, Exception(type(error).__name__), error.__traceback__
