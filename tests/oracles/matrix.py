"""Route by method by actor: what each of the cast is answered, measured and as declared.

The declared table is `matrix.tsv` beside this file. After a deliberate change write it anew with
`COLLEGIUM_WRITE_MATRIX=1 bin/test tests/oracles/test_matrix.py` and read its difference.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from django.db import transaction
from django.test import Client

from tests.cast import Cast
from tests.oracles.routes import Route, routes

FILE = Path(__file__).with_name("matrix.tsv")
ACTORS = (
    "",
    "member",
    "outsider",
    "newcomer",
    "physician",
    "leader",
    "rep",
    "colleague",
    "manager",
    "office",
    "admin",
    "operator",
    "rival",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
COMMON = ("GET", "POST")
ENTITLED = ("physician", "leader", "admin")
NOTHING_THERE = {302, 401, 403, 404, 405}
HEADER = "method\troute\t" + "\t".join(actor or "anonymous" for actor in ACTORS)


def measured(cast: Cast, client_of: Callable[[str], Client]) -> Iterator[tuple[str, Route, tuple[int, ...]]]:
    """Every cell; whatever a request writes is taken back.

    The rarer methods are asked of everybody only where one of the most entitled finds something there.
    """
    clients = {actor: client_of(actor) for actor in ACTORS}
    for route in routes(cast):
        for method in METHODS:
            if method not in COMMON and all(
                _status(clients[actor], method, route.path) in NOTHING_THERE for actor in ENTITLED
            ):
                continue
            yield method, route, tuple(_status(clients[actor], method, route.path) for actor in ACTORS)


def _status(client: Client, method: str, path: str) -> int:
    with ExitStack() as stack:
        for alias in ("default", "auth"):
            stack.enter_context(transaction.atomic(using=alias))
        cookies = client.cookies.output()
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
        if client.cookies.output() != cookies:  # a sign-out must not be remembered for the next cell
            client.cookies.load(cookies.replace("Set-Cookie: ", ""))
        for alias in ("default", "auth"):
            transaction.set_rollback(True, using=alias)
    return response.status_code


def declared() -> dict[str, tuple[int, ...]]:
    """The committed table."""
    lines = FILE.read_text().splitlines()[1:] if FILE.exists() else []
    cells = (line.split("\t") for line in lines)
    return {f"{method}\t{route}": tuple(int(status) for status in rest) for method, route, *rest in cells}


def write(rows: dict[str, tuple[int, ...]]) -> None:
    """Replaces the committed table."""
    lines = [HEADER, *("\t".join([key, *map(str, statuses)]) for key, statuses in sorted(rows.items()))]
    FILE.write_text("\n".join(lines) + "\n")
