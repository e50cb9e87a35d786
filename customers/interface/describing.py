"""What the published schema says of every address: its parameters, scopes, headers and problems."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from customers.clients.api_client import Scope
from customers.interface.problems import KINDS

HEADERS: dict[str, str] = {
    "ETag": "Strong ETag of the answer, for If-Match and If-None-Match.",
    "RateLimit": "What is left of this minute, for the client and for its tenant (structured field).",
    "RateLimit-Policy": "How many calls a minute has, for the client and for its tenant (structured field).",
    "Retry-After": "After how many seconds the call may be repeated.",
    "WWW-Authenticate": "How to sign in: Bearer.",
    "Allow": "The methods that the address has.",
    "Idempotent-Replayed": "`true` where the answer is the kept one of an earlier call with the same key.",
    "Deprecation": "Since when the address is deprecated (RFC 9745).",
    "Sunset": "When the address will end (RFC 8594).",
}
PROBLEM_HEADERS = {
    401: ("WWW-Authenticate",),
    409: ("Retry-After",),
    429: ("Retry-After",),
    503: ("Retry-After",),
    507: ("Retry-After",),
}
ALWAYS = (400, 401, 403, 406, 429, 503)
WITH_BODY = (413, 415)
CALLS = ("RateLimit", "RateLimit-Policy")
IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
    OpenApiParameter.HEADER,
    description="Any text of yours, new for each new call; repeated within 24 hours, the call acts once.",
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag that GET gave; 412 if it has changed."
)
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "required": ["type", "title", "status", "detail", "trace_id"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "Which problem it is; the page explains it.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "trace_id": {"type": "string", "description": "For your log and ours."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer (RFC 6901) of what is wrong."},
                    "row": {"type": "integer", "description": "The row of a batch, counted from 0."},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
}
SECURITY_SCHEMES: dict[str, Any] = {
    "token": {
        "type": "oauth2",
        "description": "Client credentials; a token lasts an hour.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "/identity/token",
                "scopes": {scope: f"{scope.replace(':', ', ')}" for scope in Scope.values},
            }
        },
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key `ck_live_…` (or `ck_test_…` in a sandbox) instead of a token.",
    },
}


class ResourceSchema(AutoSchema):
    """Describes a Resource."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        """The query parameters that the resource declares, and the headers that go with the method."""
        declared = list(self.view.parameters.get(self.method, ()))
        if self.method == "POST" and "POST" not in self.view.phases:
            declared.append(IDEMPOTENCY)
        if self.method in ("PUT", "PATCH") and self.view.configuration:
            required = OpenApiParameter(
                IF_MATCH.name, str, IF_MATCH.location, required=True, description=IF_MATCH.description
            )
            declared.append(required)
        return declared

    def get_auth(self) -> list[dict[str, Any]]:
        """The scope that the method needs."""
        scope = self.view.scope if isinstance(self.view.scope, str) else self.view.scope.get(self.method)
        return [{"token": [scope]}, {"key": []}]

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The operation with every status and header that the base class adds."""
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        responses: dict[str, Any] = operation["responses"]
        for status, response in responses.items():
            response.setdefault("headers", {}).update(_refs(*self._headers(int(status))))
            response["description"] = response.get("description") or HTTPStatus(int(status)).phrase
        if self.method == "GET" and "200" in responses:
            responses["304"] = {
                "description": "Nothing has changed since the ETag in If-None-Match.",
                "headers": _refs("ETag", *CALLS),
            }
        for problem in self._problems("requestBody" in operation):
            responses.setdefault(str(problem), {"$ref": f"#/components/responses/Problem{problem}"})
        operation["deprecated"] = True if self.view.deprecated_on else operation.get("deprecated", False)
        operation["responses"] = dict(sorted(responses.items()))
        return operation

    def _headers(self, status: int) -> tuple[str, ...]:
        named = [*CALLS]
        named += ["ETag"] if status == 200 and self.method not in self.view.phases else []
        named += ["Idempotent-Replayed"] if self.method == "POST" and "POST" not in self.view.phases else []
        named += ["Deprecation"] if self.view.deprecated_on else []
        named += ["Sunset"] if self.view.sunset_on else []
        return tuple(named)

    def _problems(self, has_body: bool) -> tuple[int, ...]:
        found = {*ALWAYS}
        found |= set(WITH_BODY) if has_body else set()
        found |= {404} if "{" in self.path else set()
        found |= {409, 422} if self.method == "POST" else set()
        found |= {409} if self.method in ("PUT", "PATCH", "DELETE") else set()
        found |= {409} if getattr(self.view, "comes_at_the_end", False) else set()
        found |= {507} if "PUT" in self.view.phases and self.method == "PUT" else set()
        found |= {412} if self.method == "PUT" else set()
        found |= {412, 428} if self.view.configuration and self.method in ("PUT", "PATCH") else set()
        return tuple(sorted(found))


def _refs(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The parts that all operations refer to; a postprocessing hook of drf-spectacular."""
    parts = result.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    parts["headers"] = {
        name: {"description": said, "schema": {"type": "string"}} for name, said in HEADERS.items()
    }
    parts["securitySchemes"] = SECURITY_SCHEMES
    parts["responses"] = {
        f"Problem{status}": _problem(status) for status in sorted({kind.status for kind in KINDS.values()})
    }
    return result


def _problem(status: int) -> dict[str, Any]:
    meanings = [f"`{name}`: {kind.meaning}" for name, kind in KINDS.items() if kind.status == status]
    headers = (*PROBLEM_HEADERS.get(status, ()), *(() if status in (401, 503) else CALLS))
    return {
        "description": " ".join(meanings),
        "headers": _refs(*headers),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
