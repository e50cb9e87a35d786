"""One attempt: a POST to a checked address, with an end to everything that could last.

urllib3's connection is used below its pool: it follows no redirect, decodes nothing, and connects to the address it
is given while the certificate is checked against the name.
"""

import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from socket import SHUT_RDWR

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from customers.webhooks.destination import Destination, Forbidden, Unresolvable, Unsuitable, resolve

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
LONGEST_SECONDS = 15.0
MOST_BYTES = 4_000
MOST_KEPT = 1_000
GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an attempt. `problem` is empty for an answer of 200 to 299, else one stable word."""

    problem: str
    status: int | None = None
    text: str = ""
    took_ms: int = 0


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Sends the body and returns what came back; raises nothing that the other side could cause."""
    began = time.monotonic()
    status, text = None, ""
    try:
        status, text = _exchange(resolve(url), body, headers)
        problem = _judged(status)
    except Unresolvable:
        problem = "unresolvable"
    except (Forbidden, Unsuitable):
        problem = "forbidden_address"
    except (ssl.SSLError, SSLError):
        problem = "tls"
    except NewConnectionError:  # urllib3 counts it among the timeouts
        problem = "connection"
    except (TimeoutError, ConnectTimeoutError):
        problem = "timeout"
    except (OSError, HTTPError, HTTPException, ValueError):
        late = time.monotonic() - began >= LONGEST_SECONDS
        problem = "timeout" if late else "connection"
    return Answer(problem, status, text, round((time.monotonic() - began) * 1000))


def _judged(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return "redirect"
    return "gone" if status == GONE else "status"


def _exchange(to: Destination, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    connection = _connection(to)
    # Timeouts count from byte to byte; whoever sends one byte every nine seconds is cut off as well.
    guillotine = threading.Timer(LONGEST_SECONDS, _cut, [connection])
    guillotine.daemon = True
    guillotine.start()
    try:
        connection.connect()
        connection.timeout = READ_SECONDS
        connection.request(
            "POST",
            to.target,
            body=body,
            headers={"Host": to.host_header, "Accept-Encoding": "identity", **headers},
            preload_content=False,
            decode_content=False,
        )
        answer = connection.getresponse()
        return answer.status, _readable(answer.read(MOST_BYTES, decode_content=False))
    finally:
        guillotine.cancel()
        connection.close()


def _connection(to: Destination) -> HTTPConnection:
    if not to.secure:
        return HTTPConnection(to.address, to.port, timeout=CONNECT_SECONDS)
    return HTTPSConnection(
        to.address,
        to.port,
        timeout=CONNECT_SECONDS,
        ssl_context=ssl.create_default_context(),
        server_hostname=to.host,
    )


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(SHUT_RDWR)


def _readable(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)[:MOST_KEPT]
