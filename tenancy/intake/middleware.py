"""Refusing requests that no honest client sends, before anything reads them."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MAX_QUERY = 8_192


class StrictRequestMiddleware:
    """Answers 400 to NUL bytes and broken UTF-8 in the address or in form fields, 414 to endless queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY:
            return _refuse(request, _("The address is too long."), status=414)
        if not (_is_text(query) and "\0" not in request.path and "\ufffd" not in request.path):
            return _refuse(request, _("The address holds characters that are not text."))
        if request.content_type == "application/x-www-form-urlencoded" and request.method == "POST":
            length = int(request.META.get("CONTENT_LENGTH") or 0)
            if length <= 1_000_000 and not _is_text(request.body.decode("latin-1")):
                return _refuse(request, _("A field holds characters that are not text."))
        return self.get_response(request)


def _is_text(quoted: str) -> bool:
    try:
        return "\0" not in unquote_to_bytes(quoted.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        return False


def _refuse(request: HttpRequest, reason: str, status: int = 400) -> HttpResponse:
    return render(request, "errors/400.html", {"reason": reason}, status=status)
