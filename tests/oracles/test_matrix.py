"""Who is answered what on every address."""

import os
from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.oracles import matrix
from tests.oracles.routes import Route

STAFF = ("leader", "rep", "colleague", "manager", "office", "admin")
Cells = list[tuple[str, Route, tuple[int, ...]]]
OUTSIDE = ("", "rival")
# Addresses that answer everybody.
PUBLIC = {"", "healthz", "p/<slug:place>"}


@pytest.fixture
def cells(cast: Cast, client_of: Callable[[str], Client], crawling: None, only_statuses: None) -> Cells:
    return list(matrix.measured(cast, client_of))


def test_every_cell_is_as_declared_and_none_is_a_failure(cells: Cells) -> None:
    """04 section 5: an undeclared cell fails the build; so does a 5xx, whoever asks."""
    found = {f"{method}\t{route}": statuses for method, route, statuses in cells}
    if os.environ.get("COLLEGIUM_WRITE_MATRIX"):
        matrix.write(found)
    # Without a worker beside it `healthz` rightly says 503; its own tests cover both answers.
    broken = {key: row for key, row in found.items() if max(row) >= 500 and not key.endswith("\thealthz")}
    assert not broken, broken
    declared = matrix.declared()
    different = {
        key: f"declared {declared.get(key)}, found {found.get(key)}"
        for key in declared.keys() | found.keys()
        if declared.get(key) != found.get(key)
    }
    assert not different, "\n".join(f"{key}: {what}" for key, what in sorted(different.items()))
    assert_nobody_passes(cells)


def assert_nobody_passes(cells: Cells) -> None:
    """Whatever the table says: the anonymous and the other tenant are answered nowhere, staff sees no content."""
    for method, route, statuses in cells:
        answered = dict(zip(matrix.ACTORS, statuses, strict=True))
        if route.pattern.rstrip("/") not in PUBLIC and route.pattern.startswith(("w/", "p/")):
            assert all(answered[actor] in (302, 404, 405) for actor in OUTSIDE), (
                method,
                str(route),
                answered,
            )
        if route.sample == "circle" and any(
            part in route.pattern for part in ("<uuid:thread>", "<uuid:post>")
        ):
            assert all(answered[actor] in (403, 404, 405) for actor in STAFF), (method, str(route), answered)
