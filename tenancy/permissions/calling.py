"""The short way of calls: other systems need nothing of what is there for browsers."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tenancy.wall.middleware import ActedRequest
from tenancy.wall.resolving import Actor

View = Callable[[HttpRequest], HttpResponse]
CALLS = "/api/v1/"
PAGES = ("/api/v1/docs", "/api/v1/problems/")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
_innermost: list[View] = []


class InnermostMiddleware:
    """The last of all: tells the short way where the views begin."""

    def __init__(self, get_response: View) -> None:
        _innermost[:] = [get_response]
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class ShortWayMiddleware:
    """Calls that bring a token go straight to their view: past sessions, cookies, messages, forms and pages.

    What guards a view by itself (its declared permission, its scope) holds here as on the long way. Stands where
    everything before it is wanted for calls as well.
    """

    def __init__(self, get_response: View) -> None:
        # The chain is built from its end, so the innermost one is known by now.
        self.get_response, self.short = get_response, _innermost[-1]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(CALLS) or "HTTP_AUTHORIZATION" not in request.META or path.startswith(PAGES):
            return self.get_response(request)
        cast(ActedRequest, request).actor = Actor()
        said = "HTTP_ACCEPT_LANGUAGE" in request.META
        translation.activate(
            translation.get_language_from_request(request) if said else settings.LANGUAGE_CODE
        )
        response = self.short(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.streaming and "Content-Length" not in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        return response
