"""How a function becomes a task: by name. Knows nothing of the broker."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from django.apps import apps

Function = TypeVar("Function", bound=Callable[..., None])

declared: dict[str, Callable[..., None]] = {}


class DeclaredTwice(RuntimeError):
    """Two functions claim one task name."""


def task(name: str) -> Callable[[Function], Function]:
    """Declares `function(work, *, …ids)` as the task `name` ("room.verb_thing").

    The function makes one call into the domain, opens its own scopes with `work.acting()`, may be run twice
    for one cause, and takes a row that has gone for "nothing to do".
    """

    def declare(function: Function) -> Function:
        if declared.get(name, function).__qualname__ != function.__qualname__:
            raise DeclaredTwice(name)
        declared[name] = function
        return function

    return declare


def load_tasks() -> dict[str, Callable[..., None]]:
    """Imports `tasks.py` of every room of our apps and returns all declared tasks; for workers only."""
    for app in apps.get_app_configs():
        if "." not in app.name:
            _load(app.module)
    return declared


def _load(package: Any) -> None:
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        if module.ispkg and not module.name.endswith(".migrations"):
            room = import_module(module.name)
            for inner in iter_modules(room.__path__, f"{room.__name__}."):
                if inner.name.endswith(".tasks"):
                    import_module(inner.name)
