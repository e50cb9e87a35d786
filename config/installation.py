"""Makes `.venv` and installs the locked packages into it. Runs before anything is installed,
so it uses the standard library alone:

    python3 config/installation.py requirements.txt [requirements-dev.txt]
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)


def main(locks: list[str]) -> int:
    """Install what each lock file names; does nothing in a few milliseconds when all is in place."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if all(is_installed(ROOT / lock) for lock in locks):
        return 0
    try:
        with only_one():
            make_environment()
            for lock in (ROOT / lock for lock in locks):
                if not is_installed(lock):
                    install(lock)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The virtual environment {VENV} could not be made: {error}", file=sys.stderr)
        return 1
    return 0


def is_installed(lock: Path) -> bool:
    """Whether the lock file as it is now has been installed completely."""
    stamp = _stamp(lock)
    return (VENV / "bin" / "python").exists() and stamp.exists() and stamp.read_text() == _fingerprint(lock)


def make_environment() -> None:
    """Make the virtual environment, anew where its interpreter is gone or its pip was never installed."""
    if _pip_works():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    print(f"Making the virtual environment {VENV}", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def install(lock: Path) -> None:
    """Install the lock file's packages with their hashes checked."""
    print(f"Installing {lock.name}", file=sys.stderr, flush=True)
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    options = [
        "--retries=10",
        "--no-compile",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
        "--no-input",
    ]
    subprocess.run([*command, *options, "-r", str(lock)], stdout=sys.stderr, check=True)
    _stamp(lock).write_text(_fingerprint(lock))


@contextmanager
def only_one() -> Iterator[None]:
    """Lets one installation at a time into the environment."""
    with (ROOT / ".venv.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _pip_works() -> bool:
    python = VENV / "bin" / "python"
    if not os.access(python, os.X_OK):
        return False
    return (
        subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )


def _stamp(lock: Path) -> Path:
    return VENV / f".installed-{lock.name}"


def _fingerprint(lock: Path) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
