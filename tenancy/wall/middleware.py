"""Resolving a request and opening its scope."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from tenancy.people.user import session_stamp
from tenancy.permissions.permission import SIGNED_IN
from tenancy.wall.resolving import Actor, resolve
from tenancy.wall.scope import acting_for

View = Callable[[HttpRequest], HttpResponse]


class ActedRequest(HttpRequest):
    """A request that the wall has resolved."""

    actor: Actor


class ResolveMiddleware:
    """Finds session, user, tenant and person in one call and hands Django the session it would load itself."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acted = cast(ActedRequest, request)
        if request.path.startswith(("/static/", "/healthz", "/api/")):
            acted.actor = Actor()
            return self.get_response(request)
        session: SessionBase = request.session
        actor = acted.actor = resolve(session_key=session.session_key, path=request.path)
        if actor.session_data:
            session._session_cache = session.decode(actor.session_data)  # type: ignore[attr-defined]
            stamp = session.get(HASH_SESSION_KEY, "")
            if actor.epoch and not constant_time_compare(stamp, session_stamp(actor.epoch)):
                acted.actor = Actor(surface=actor.surface, tenant=actor.tenant, portal=actor.portal)
        elif session.session_key and (actor.surface or not actor.session_data):
            session._session_cache = {}  # type: ignore[attr-defined]
        response = self.get_response(request)
        if acted.actor.permissions >= SIGNED_IN:
            response.headers["Cache-Control"] = "private, no-store"
        return response


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
        with acting_for(actor.tenant.id, actor.person.id if actor.person else None):
            response = _answer(request, view, args, kwargs)
            if response.status_code >= 400:
                _undo()
            return response


def _answer(
    request: HttpRequest, view: Callable[..., HttpResponse], args: list[object], kwargs: dict[str, object]
) -> HttpResponse:
    response = view(request, *args, **kwargs)
    render = getattr(response, "render", None)
    return cast(HttpResponse, render()) if callable(render) else response


def _undo() -> None:
    if connection.in_atomic_block:
        transaction.set_rollback(True)
