"""The virtual environment that the commands make for themselves."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with nothing to install."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "config").mkdir()
    shutil.copy(ROOT / "config" / "installation.py", folder / "config")
    (folder / "requirements.txt").write_text("# nothing\n")
    return folder


def install(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "config" / "installation.py"), "requirements.txt"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_environment_is_made_once_and_again_when_the_lock_changes(checkout: Path) -> None:
    first = install(checkout)
    assert first.returncode == 0, first.stderr
    assert (checkout / ".venv" / "bin" / "python").exists()
    began = time.monotonic()
    assert install(checkout).stderr == ""
    assert time.monotonic() - began < 1
    (checkout / "requirements.txt").write_text("# still nothing\n")
    assert "Installing requirements.txt" in install(checkout).stderr


def test_a_package_without_hashes_is_refused(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("asgiref==3.13.0\n")
    finished = install(checkout)
    assert finished.returncode == 1
    assert "hashes" in finished.stderr.lower()


def test_the_locks_name_no_index_and_hash_everything() -> None:
    for lock in (ROOT / "requirements.txt", ROOT / "requirements-dev.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=")
