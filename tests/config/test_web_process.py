"""The web process stays lean: no broker client, no estimators."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNWANTED = ["redis", "celery", "kombu", "numpy", "scipy"]
LOADED = """
import sys
import django
django.setup()
import config.urls, tenancy.wall.boot
print(*[name for name in sys.argv[1:] if name in sys.modules])
"""


def test_the_web_process_loads_neither_the_broker_client_nor_the_estimators() -> None:
    command = [sys.executable, "-c", LOADED, *UNWANTED]
    finished = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout.split() == []
