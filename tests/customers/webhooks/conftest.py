"""A system of the firm that is told: a real HTTP server on this machine, and endpoints that lead to it."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings

from customers.webhooks.catalogue import TYPES
from customers.webhooks.managing import add_endpoint
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting


@dataclass
class Receiver:
    """What it got and what it says: `answers` by path, as status, headers, body and seconds that it takes."""

    url: str = ""
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, str], bytes, float]] = field(default_factory=dict)

    def at(self, path: str) -> list[tuple[str, dict[str, str], bytes]]:
        """What came to a path."""
        return [one for one in self.got if one[0] == path]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.got.append((self.path, dict(self.headers), body))
            status, headers, said, seconds = told.answers.get(self.path, (204, {}, b"", 0.0))
            time.sleep(seconds)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint_at(cast: Cast, acting: Acting, committed: None) -> Callable[..., tuple[UUID, str]]:
    """`endpoint_at(url, "job.completed")` gives id and secret; without types it wants them all."""

    def made(url: str, *types: str) -> tuple[UUID, str]:
        with acting("admin"):
            endpoint, secret = add_endpoint(
                url, types=types or tuple(TYPES), at=timezone.now(), by=Person.objects.get(id=cast.admin)
            )
        return endpoint.id, secret

    return made
