"""Refusing views that a person may not use, and every view that declares nothing."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest

# The libraries' own views: sign-in pages and the token endpoint guard themselves.
GUARDING_THEMSELVES = ("allauth.", "django.views.static", "django.views.i18n", "django.contrib.staticfiles")

# Staff have no business on the members' site, nor members in the workspace: for them it does not exist.
ENTRANCE = {
    "": Permission.SIGNED_IN,
    "workspace": Permission.USE_WORKSPACE,
    "portal": Permission.USE_PORTAL,
}


class UndeclaredPermission(ImproperlyConfigured):
    """A view of ours says nothing about who may use it."""


class DeclaredPermissionMiddleware:
    """Asks the table of roles before the view runs.

    Raises UndeclaredPermission for a view without a declaration; sends the anonymous to sign in;
    answers 404 on a surface where the person does not exist and 403 where she may not do this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
        permission = declared_permission(view)
        if permission in (None, Permission.PUBLIC, Permission.CALL_API):
            return None
        actor = cast(ActedRequest, request).actor
        if not actor.may(Permission.SIGNED_IN):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        on_surface = bool(actor.surface) or "place" in kwargs
        if on_surface and (actor.person is None or not actor.may(ENTRANCE[actor.surface])):
            raise Http404
        if permission and not actor.may(permission):
            raise PermissionDenied
        return None


def declared_permission(view: Callable[..., HttpResponse]) -> Permission | None:
    """What the view declares; None for the libraries' views; UndeclaredPermission otherwise."""
    for declared in (view, getattr(view, "view_class", None), getattr(view, "cls", None)):
        permission = getattr(declared, "permission", None)
        if isinstance(permission, Permission):
            return permission
    if view.__module__.startswith(GUARDING_THEMSELVES):
        return None
    raise UndeclaredPermission(
        f"{view.__module__}.{getattr(view, '__qualname__', view)} declares no permission"
    )
