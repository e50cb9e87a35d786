"""Small programs that stand for the product's processes."""

import sys
from pathlib import Path

from config.embedded.child import Program


def python_program(folder: Path, code: str, *, name: str = "toy", patience: float = 2.0) -> Program:
    """A process that runs `code` in `folder`."""
    return Program(
        name=name,
        command=[sys.executable, "-c", code],
        log=folder / f"{name}.log",
        folder=folder,
        patience=patience,
    )


SLEEPS = "import time; time.sleep(600)"
CRASHES = "raise SystemExit(1)"
IGNORES_SIGTERM = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
HAS_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPS!r}])"
