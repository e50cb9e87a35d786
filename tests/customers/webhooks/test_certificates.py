"""The certificate is checked against the name, although the connection is made to a number."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pytest_django import Settings

from customers.webhooks.posting import post

NAME = "crm.example.com"


def written_certificate(folder: Path) -> Path:
    """A self-signed certificate of NAME with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return file


@pytest.fixture
def server(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A server of NAME on this machine; every name leads to it."""
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    seen: dict[str, Any] = {"certificate": written_certificate(tmp_path)}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen["host"] = self.headers["Host"]
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(seen["certificate"])
    context.sni_callback = lambda _socket, asked, _context: seen.update(asked=asked)
    listening = HTTPServer(("127.0.0.1", 0), Handler)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    seen["port"] = listening.server_address[1]
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", seen["port"]))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: here)
    yield seen
    listening.shutdown()
    listening.server_close()


def test_an_unknown_certificate_is_refused(server: dict[str, Any]) -> None:
    assert post(f"https://{NAME}:{server['port']}/", body=b"{}", headers={}).problem == "tls"


def test_the_name_is_asked_for_and_checked(server: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=server["certificate"])
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    answer = post(f"https://{NAME}:{server['port']}/", body=b"{}", headers={})
    assert (answer.problem, answer.status) == ("", 204)
    assert (server["asked"], server["host"]) == (NAME, f"{NAME}:{server['port']}")
    assert post(f"https://other.example.com:{server['port']}/", body=b"{}", headers={}).problem == "tls"
