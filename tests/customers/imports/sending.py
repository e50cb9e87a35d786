"""Sending a file by the interface's bulk jobs, the way a client does that has read the documentation."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from typing import Any

from tests.customers.calling import Caller
from tests.draining import drain

SCOPES = ("jobs:read", "jobs:write", "accounts:write", "accounts:read", "sales:write", "sales:read")
Send = Callable[..., "Sent"]


class Sent:
    """One job and what is known of it."""

    def __init__(self, caller: Caller, job: str) -> None:
        self.caller = caller
        self.job = job

    def call(self, method: str, part: str = "", body: Any = None, **options: Any) -> Any:
        """An address of the job."""
        return self.caller.send(method, f"/jobs/{self.job}{part}", body, **options)

    def upload(self, content: bytes | str, *, packed: bool = False) -> "Sent":
        """Sends the file."""
        sent = content.encode() if isinstance(content, str) else content
        answer = self.call("PUT", "/upload", gzip.compress(sent) if packed else sent, form="text/csv")
        assert answer.status_code == 200, answer.content
        return self

    def complete(self) -> "Sent":
        """Says that the file is whole, and lets the worker work."""
        assert self.call("POST", "/upload-complete").status_code == 200
        drain()
        return self

    @property
    def shown(self) -> dict[str, Any]:
        """The job as the interface tells of it."""
        return json.loads(self.call("GET").content)  # type: ignore[no-any-return]

    @property
    def counts(self) -> tuple[int, ...]:
        """Received, successful, failed, unprocessed."""
        return tuple(self.shown[name] for name in ("received", "successful", "failed", "unprocessed"))

    @property
    def reconciliation(self) -> dict[str, Any]:
        """How it adds up."""
        answer = self.call("GET", "/reconciliation")
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)  # type: ignore[no-any-return]

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The rows of one of the three files."""
        text = self.text(kind)
        if self.shown["format"] == "ndjson":
            return [json.loads(line) for line in text.splitlines()]
        return list(csv.DictReader(io.StringIO(text)))

    def text(self, kind: str) -> str:
        """One of the three files as it comes."""
        answer = self.call("GET", f"/{kind}")
        assert answer.status_code == 200, answer.content
        return b"".join(answer.streaming_content).decode()


def opened(caller: Caller, object_name: str = "sales", **fields: Any) -> Sent:
    """A job that waits for its file."""
    answer = caller.send("POST", "/jobs", {"object": object_name, "format": "csv"} | fields)
    assert answer.status_code == 201, answer.content
    return Sent(caller, json.loads(answer.content)["id"])


def ndjson(rows: list[dict[str, Any]]) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)
