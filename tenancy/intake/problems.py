"""A problem (RFC 9457) for what is refused before a view of the interface sees it."""

from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.http import JsonResponse


def type_of(kind: str) -> str:
    """The address of the page that explains this kind of problem."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/api/v1/problems/{kind}"


def problem_of(*, kind: str, status: int, detail: str) -> JsonResponse:
    """The answer itself."""
    body = {
        "type": type_of(kind),
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "trace_id": uuid4().hex,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")
