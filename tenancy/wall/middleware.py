"""Resolving a request and opening its scope."""

import re
from collections.abc import Callable
from typing import cast

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from tenancy.people.user import session_stamp
from tenancy.permissions.permission import SIGNED_IN
from tenancy.slots.rules import said
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.resolving import Actor, resolve
from tenancy.wall.scope import acting_for

View = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = re.compile(r"[a-z0-9]{32}")


class ActedRequest(HttpRequest):
    """A request that the wall has resolved; `within` says which part of the navigation its page belongs to."""

    actor: Actor
    within: str


class ResolveMiddleware:
    """Finds session, user, tenant and person in one call and hands Django the session it would load itself."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acted = cast(ActedRequest, request)
        if request.path.startswith(("/static/", "/healthz", "/api/")):
            acted.actor = Actor()
            response = self.get_response(request)
            if request.path.startswith("/api/"):
                response.headers.setdefault("Cache-Control", "no-store")
            return response
        acted.actor = _found(request.session, path=request.path)
        response = self.get_response(request)
        if acted.actor.permissions >= SIGNED_IN:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _found(session: SessionBase, *, path: str) -> Actor:
    key = session.session_key
    if key and not SESSION_KEY.fullmatch(key):  # a key that we never gave out is no key
        key = None
    actor = resolve(session_key=key, path=path)
    if actor.session_data is None:
        # The session is gone or was never ours: whatever is stored from here on begins a fresh one.
        session._session_key = None
        session._session_cache = {}  # type: ignore[attr-defined]
        return actor
    session._session_cache = session.decode(actor.session_data)  # type: ignore[attr-defined]
    stamp = str(session._session_cache.get(HASH_SESSION_KEY, ""))  # type: ignore[attr-defined]
    if actor.epoch and not constant_time_compare(stamp, session_stamp(actor.epoch)):
        return Actor(surface=actor.surface, tenant=actor.tenant, portal=actor.portal)
    return actor


class ScopeMiddleware:
    """Opens the person's scope around the view and its rendering.

    A view that does slow work (reads a body, renders a file, talks to somebody) declares
    `phases = True` and opens short scopes itself: no transaction stays open meanwhile.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: list[object],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        actor = cast(ActedRequest, request).actor
        kwargs.pop("place", None)  # said in the actor already: which workspace or portal this is
        if actor.tenant is None or getattr(view, "phases", False):
            return None
        purpose = getattr(view, "purpose", "")
        with acting_for(actor.tenant.id, actor.person.id if actor.person else None, purpose=purpose):
            try:
                response = _answer(request, view, args, kwargs)
            except RuleBroken as broken:
                _undo()
                response = _refused(request, broken)
            if response.status_code >= 400:
                _undo()
            return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A rule that breaks in a view with phases of its own is answered the same way."""
        return _refused(request, error) if isinstance(error, RuleBroken) else None


def _answer(
    request: HttpRequest, view: Callable[..., HttpResponse], args: list[object], kwargs: dict[str, object]
) -> HttpResponse:
    response = view(request, *args, **kwargs)
    render = getattr(response, "render", None)
    return cast(HttpResponse, render()) if callable(render) else response


def _refused(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    status = 403 if isinstance(broken, NotAllowed) else 409
    return render(request, f"errors/{status}.html", {"reason": said(broken.rule)}, status=status)


def _undo() -> None:
    if connection.in_atomic_block:
        transaction.set_rollback(True)
