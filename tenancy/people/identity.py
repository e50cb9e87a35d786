"""Running the sign-in library's views on the identity connection."""

from types import ModuleType
from typing import Any, cast

from django.db import transaction
from django.urls import URLPattern, URLResolver, include

Included = tuple[Any, str | None, str | None]


def on_identity(module: str) -> Included:
    """The library's addresses, each view in one transaction of the `auth` connection.

    The library opens its transactions on the default connection, where none of its tables is; without
    this a recovery code could not be locked while it is used up.
    """
    included: Included = include(module)
    for pattern in cast(ModuleType, included[0]).urlpatterns:
        _wrap(pattern)
    return included


def _wrap(pattern: URLPattern | URLResolver) -> None:
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            _wrap(inner)
    else:
        pattern.callback = transaction.atomic(using="auth")(pattern.callback)
