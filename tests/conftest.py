"""Fixtures: the suite's databases, the cast, and clients that are signed in as one of them."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, TransactionTestCase
from django.test.client import ClientHandler
from django.test.signals import setting_changed
from pytest_django.plugin import DjangoDbBlocker

from tenancy.wall.scope import Scope, acting_for
from tests import databases, hashing
from tests.cast import Cast

ROOT = Path(__file__).resolve().parent.parent
LONG = (
    "test_matrix",
    "test_pages_are_clean",
    "test_two_worlds",
    "test_mutation",
    "test_demo",
    "test_database_restart",
    "test_killed_web",
    "test_run.py",
    "test_supervisor",
    "test_faults",
)
NEEDS_DATABASE = {"cast", "acting", "as_person", "client_of", "committed"}
# What a handler keeps of its middleware, by the ends of names.
CHAIN = ("_middleware", "_middleware_chain")
state: dict[str, Any] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use the cast use every connection; `committed` ones really commit. The longest files come first."""
    # Side by side, what takes minutes begins first: nobody waits for it alone at the end.
    items.sort(key=lambda item: not item.path.name.startswith(LONG))
    for item in items:
        wanted = NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
        if wanted and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__", transaction="committed" in wanted))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A clone of the template for this process; dropped at the end."""
    with django_db_blocker.unblock():
        state["template"], state["ids"] = databases.template()
        state["name"] = f"suite_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        databases.clone(state["name"], state["template"])
        databases.use(state["name"])
    setattr(TransactionTestCase, "_fixture_teardown", _fresh_clone)  # noqa: B010 - the stubs hide it
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(state["name"])


def _fresh_clone(case: TransactionTestCase) -> None:
    connections.close_all()
    databases.clone(state["name"], state["template"])


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords and secrets of tests are hashed with little work."""
    with hashing.quick():
        yield


@pytest.fixture(scope="session", autouse=True)
def one_chain_of_middleware() -> Iterator[None]:
    """Clients share the chain until a setting changes: making it lists and stats every static file."""
    made: dict[str, Any] = {}
    load = ClientHandler.load_middleware

    def load_once(handler: ClientHandler, *args: Any, **options: Any) -> None:
        if not made:
            load(handler, *args, **options)
            made.update(vars(handler))
        vars(handler).update({name: part for name, part in made.items() if name.endswith(CHAIN)})

    def forget(**_of: Any) -> None:
        made.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load_once)
        yield
    setting_changed.disconnect(forget)


@pytest.fixture
def cast(db: None, django_db_setup: None) -> Cast:
    """Everybody, by name."""
    return Cast(state["ids"])


@pytest.fixture
def committed() -> None:
    """For tests in which several connections must see what was written."""


@pytest.fixture
def acting(cast: Cast) -> Callable[[str], AbstractContextManager[Scope]]:
    """`with acting("rep"):` opens the scope of one of the cast."""
    return lambda who: acting_for(cast.tenant_of(who), getattr(cast, who))


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    """A browser signed in as one of the cast; `client_of("")` is anonymous."""

    def signed_in(who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who:
            client.cookies[settings.SESSION_COOKIE_NAME] = cast.session_of(who)
        return client

    return signed_in


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real records kept beside the checkout; their absence fails in CI and skips elsewhere."""
    folder = Path(os.environ.get("COLLEGIUM_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        reason = f"the sample records are not at {folder} (COLLEGIUM_SHARED)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return folder
