"""The quick start of docs/api.md, pasted as it stands: from a token to a reconciled import (A10.10)."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import Site

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.S)


def quick_start() -> str:
    text = (ROOT / "docs" / "api.md").read_text()
    return text[text.index("## Quick start") : text.index("## Signing in")]


@pytest.fixture
def sandbox(site: Site) -> dict[str, str]:
    """What `bin/manage create_sandbox` prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", "create_sandbox", "--tenant", "ardenne"],
        cwd=ROOT,
        env=os.environ | site.variables,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, str] = json.loads(done.stdout)
    return said


def test_the_blocks_work_when_they_are_pasted(site: Site, sandbox: dict[str, str], tmp_path: Path) -> None:
    blocks = BLOCK.findall(quick_start())
    shell = "\n".join(f"echo '=== {at}'\n{text}" for at, (kind, text) in enumerate(blocks) if kind == "sh")
    (tmp_path / "again.py").write_text(next(text for kind, text in blocks if kind == "python"))
    script = (
        f"set -eu\nset -o pipefail\n{shell}\nexport API TOKEN\necho '=== again'\n{sys.executable} again.py\n"
    )
    said = {"CLIENT_ID": sandbox["client_id"], "CLIENT_SECRET": sandbox["client_secret"], "BASE": site.url}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=os.environ | said,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    answers = done.stdout.split("=== ")
    reconciled = json.loads(answers[6].strip().splitlines()[-1])
    assert (reconciled["received"], reconciled["successful"], reconciled["failed"]) == (4, 4, 0)
    assert reconciled["totals"][0] | {"currency": "CHF", "file": "239342.75"} == reconciled["totals"][0]
    assert "3 accounts" in done.stdout
