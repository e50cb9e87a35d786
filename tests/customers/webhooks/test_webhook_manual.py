"""The manual's examples work as they stand, and it names every type."""

import re
import subprocess
import time
from pathlib import Path

from customers.webhooks.catalogue import TEST, TYPES
from customers.webhooks.sealing import new_secret
from customers.webhooks.signing import headers_of

MANUAL = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text()
BODY = b'{"type": "job.completed"}'


def block(language: str, holding: str) -> str:
    """The example in this language that holds these words."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", MANUAL, re.S)
    return next(one for one in found if holding in one)


def test_the_python_example_verifies() -> None:
    told: dict[str, object] = {}
    exec(block("python", "def verify"), told)
    verify = told["verify"]
    assert callable(verify)
    old, new = new_secret(), new_secret()
    headers = headers_of(message="m1", timestamp=int(time.time()), body=BODY, secrets=[new, old])
    assert verify(old, headers, BODY)
    assert verify(new, headers, BODY)
    assert not verify(new_secret(), headers, BODY)
    assert not verify(old, headers, BODY + b" ")
    late = headers_of(message="m1", timestamp=int(time.time()) - 600, body=BODY, secrets=[old])
    assert not verify(old, late, BODY)


def test_the_shell_example_verifies(tmp_path: Path) -> None:
    secret = new_secret()
    headers = headers_of(message="m1", timestamp=1, body=BODY, secrets=[new_secret(), secret])
    (tmp_path / "body.json").write_bytes(BODY)
    names = {"ID": "webhook-id", "TIMESTAMP": "webhook-timestamp", "SIGNATURES": "webhook-signature"}
    known = {"SECRET": secret, **{name: headers[header] for name, header in names.items()}}
    for changed, said in (({}, "genuine"), ({"TIMESTAMP": "2"}, "forged")):
        environment = {"PATH": "/usr/bin:/bin", **known, **changed}
        run = ["bash", "-c", block("sh", "openssl")]
        done = subprocess.run(run, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said


def test_the_manual_names_every_type() -> None:
    assert set(
        re.findall(r"`((?:account|contact|job|sales|report|community|webhook)\.[a-z_]+)`", MANUAL)
    ) >= {
        *TYPES,
        TEST,
    }
