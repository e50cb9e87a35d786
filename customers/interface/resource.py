"""What every address of the interface has in common: one class, from the token to the answer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from typing import Any, ClassVar, cast

from django.db import DatabaseError, transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date
from drf_spectacular.utils import OpenApiParameter
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from customers.clients.signing_in import ClientToken, forget, token_of
from customers.interface.conditions import demand_if_match, etag_of, is_unchanged
from customers.interface.describing import ResourceSchema
from customers.interface.idempotency import fingerprint_of, key_of, once
from customers.interface.limits import Standing, one_more
from customers.interface.patching import MergePatchParser
from customers.interface.rendering import ByHeaderAlone
from customers.interface.strict import refuse_unknown_parameters
from tenancy.permissions.permission import Permission
from tenancy.wall.at_once import rows_at_once
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import Scope, acting_for

CHANGES = ("POST", "PUT", "PATCH", "DELETE")


class Resource(APIView):
    """One address. A handler (`get`, `post`, …) runs in one transaction as the token's client.

    `scope` is the word that the token must hold, or one per method. `parameters` are all the query parameters
    of each method; others are 400. `configuration` makes If-Match necessary for PUT and PATCH; the handler then
    calls `check_match(request, shown)`. Methods in `phases` open short scopes themselves with `self.acting()`
    (uploads, streams) and keep no idempotent answers; those `at_once` ask the database one thing with
    `self.read_at_once()`. A status of 400 and above, and whatever is raised, undoes
    all that the handler did. `deprecated_on` and `sunset_on` announce the end of an address.
    """

    permission = Permission.CALL_API
    schema = ResourceSchema()
    content_negotiation_class = ByHeaderAlone
    scope: ClassVar[str | Mapping[str, str]]
    parameters: ClassVar[Mapping[str, Sequence[OpenApiParameter]]] = {}
    phases: ClassVar[frozenset[str]] = frozenset()
    at_once: ClassVar[frozenset[str]] = frozenset()
    configuration: ClassVar[bool] = False
    deprecated_on: ClassVar[date | None] = None
    sunset_on: ClassVar[date | None] = None
    standing: Standing | None = None
    """What is left of the minute, once this call was counted."""

    @property
    def token(self) -> ClientToken:
        """Who calls."""
        return token_of(self.request)

    @contextmanager
    def acting(self, *, read_only: bool = False) -> Iterator[Scope]:
        """One short transaction as the token's client."""
        with acting_for(self.token.tenant, purpose=self.token.purpose, read_only=read_only) as scope:
            yield scope

    def read_at_once(self, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of one statement as the token's client, in one round trip that proves the token as well."""
        token = self.token
        return rows_at_once(
            statement, parameters, tenant=token.tenant, purpose=token.purpose, proof=token.proof
        )

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """From the request to the answer; nothing that is raised passes."""
        self.args, self.kwargs = args, kwargs
        self.request = asked = self.initialize_request(request, *args, **kwargs)
        self.headers: dict[str, str] = announced(self.deprecated_on, self.sunset_on)
        answer: HttpResponseBase
        try:
            self.initial(asked, *args, **kwargs)
            answer = self._answer(asked)
        except Exception as error:
            # What a remembered token led to is said only of one that is still the same.
            if isinstance(token := getattr(asked, "_auth", None), ClientToken) and token.proof is not None:
                forget(token)
                return self.dispatch(request, *args, **kwargs)
            answer = self.handle_exception(error)
        self.response = cast(Response, self._finished(answer))
        return self.response

    def get_parsers(self) -> list[BaseParser]:
        """PATCH takes a merge patch as well."""
        parsers = super().get_parsers()
        method = getattr(getattr(self, "request", None), "method", "")
        return [*parsers, MergePatchParser()] if method == "PATCH" else parsers

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def check_throttles(self, request: Any) -> None:
        """Counts the call; raises TooManyCalls (429) for one too many."""
        if isinstance(request.auth, ClientToken):
            standing = self.standing or one_more(request.auth, count=self._counted)
            self.standing = standing
            self.headers |= standing.headers
            standing.check()

    def handle_exception(self, exc: Exception) -> Response:
        """The problem, noted for whoever looks after the client."""
        answer = super().handle_exception(exc)
        if answer.status_code == 405:
            answer["Allow"] = ", ".join(self.allowed_methods)
        if isinstance(getattr(self.request, "_auth", None), ClientToken) and answer.status_code != 429:
            with suppress(DatabaseError):
                self._note(answer)
        return answer

    def _note(self, answer: Response) -> None:
        kind = answer.data["type"].rsplit("/", 1)[-1]
        asked = self.request
        with self.acting():
            call(
                "note_refused_call",
                asked.method,
                asked.path,
                answer.status_code,
                kind,
                answer.data["trace_id"],
            )

    def _counted(self, minute: int, more: int) -> tuple[int, int]:
        with self.acting():
            by_client, by_tenant = call_rows("count_calls", minute, more)[0]
        return by_client or 0, by_tenant or 0

    def _answer(self, asked: Request) -> HttpResponseBase:
        method = asked.method or ""
        handler = getattr(self, method.lower(), self.http_method_not_allowed)
        self._refuse_strange(asked, method)
        if method in self.phases or method in self.at_once or method == "OPTIONS":
            return self._finished(handler(asked, *self.args, **self.kwargs))
        key = key_of(asked)
        fingerprint = fingerprint_of(asked) if key else ""
        if method in CHANGES:
            asked.data  # noqa: B018 - read before the transaction begins
        with self.acting():
            answer = once(key, fingerprint, lambda: self._finished(handler(asked, *self.args, **self.kwargs)))
            if answer.status_code >= 400:
                transaction.set_rollback(True)
            return answer

    def _refuse_strange(self, asked: Request, method: str) -> None:
        if "source" in self.kwargs and not self.token.may_touch(self.kwargs["source"]):
            raise Http404
        known = self.parameters.get("GET" if method == "HEAD" else method, ())
        refuse_unknown_parameters(asked.query_params, {parameter.name for parameter in known})
        if self.configuration and method in ("PUT", "PATCH"):
            demand_if_match(asked)

    def _finished(self, answer: HttpResponseBase) -> HttpResponseBase:
        """Rendered, with its ETag; 304 without a body where the client has it already."""
        answer = self.finalize_response(self.request, cast(Response, answer), *self.args, **self.kwargs)
        if isinstance(answer, Response) and not answer.is_rendered:
            answer.render()
        if answer.status_code == 200 and not answer.streaming and not answer.has_header("ETag"):
            answer["ETag"] = etag_of(answer.content)
        if self.request.method in ("GET", "HEAD") and answer.status_code == 200:
            return self._unless_known(answer)
        return answer

    def _unless_known(self, answer: HttpResponseBase) -> HttpResponseBase:
        tag = answer.headers.get("ETag", "")
        if not tag or not is_unchanged(self.request, tag):
            return answer
        return self.finalize_response(self.request, Response(status=304, headers={"ETag": tag}))


def announced(deprecated_on: date | None, sunset_on: date | None) -> dict[str, str]:
    """The headers that announce the end of an address (RFC 9745, RFC 8594)."""
    headers = {}
    if deprecated_on:
        headers["Deprecation"] = f"@{int(_midnight(deprecated_on).timestamp())}"
    if sunset_on:
        headers["Sunset"] = http_date(_midnight(sunset_on).timestamp())
    return headers


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
