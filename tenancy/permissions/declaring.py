"""How a view says what it needs."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http.response import HttpResponseBase

from tenancy.permissions.permission import Permission

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def requires(permission: Permission, *, phases: bool = False, purpose: str = "") -> Callable[[View], View]:
    """Declares the permission that a view needs; `phases` when it opens short scopes of its own.

    `purpose` is the purpose of its scope, for tables that open in no other.
    """

    def declare(view: View) -> View:
        declared: Any = view
        declared.permission = permission
        declared.phases = phases
        declared.purpose = purpose
        return view

    return declare
