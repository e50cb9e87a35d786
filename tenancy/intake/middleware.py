"""Refusing requests that no honest client sends, before anything reads them."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenancy.intake.problems import problem_of

MAX_QUERY = 8_192
UTF_8 = {"utf-8", "utf8"}


class StrictRequestMiddleware:
    """Answers 400 to NUL bytes and broken UTF-8 in the address or in form fields, 414 to endless queries.

    Also to any charset but UTF-8: Django would read fields in it, and with `unicode_escape` anything gets in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY:
            return _refuse(request, _("The address is too long."), status=414)
        if not (_is_text(query) and "\0" not in request.path and "\ufffd" not in request.path):
            return _refuse(request, _("The address holds characters that are not text."))
        if (request.content_params or {}).get("charset", "utf-8").strip().lower() not in UTF_8:
            return _refuse(request, _("Send text as UTF-8."))
        if request.content_type == "application/x-www-form-urlencoded" and request.method == "POST":
            length = int(request.META.get("CONTENT_LENGTH") or 0)
            if length <= 1_000_000 and not _is_text(request.body.decode("latin-1")):
                return _refuse(request, _("A field holds characters that are not text."))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Fields beside files, at the moment at which the check against forged requests reads them as well."""
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return None
        try:
            fields = request.POST.lists()
        except UnreadablePostError:
            return None  # nobody waits for the answer
        if any("\0" in text for name, values in fields for text in (name, *values)):
            return _refuse(request, _("A field holds characters that are not text."))
        return None


def _is_text(quoted: str) -> bool:
    try:
        return "\0" not in unquote_to_bytes(quoted.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        return False


def _refuse(request: HttpRequest, reason: str, status: int = 400) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem_of(kind="invalid", status=status, detail=reason)
    return render(request, "errors/400.html", {"reason": reason}, status=status)
