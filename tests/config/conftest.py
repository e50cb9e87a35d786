"""Directories and starts that are cleaned up whatever a test did to them."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config.embedded.started import Start, eventually, servers_in


@pytest.fixture
def empty() -> Iterator[Path]:
    """A data directory that does not exist yet, below a folder that everybody may enter."""
    with public_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="session")
def used_once() -> Iterator[Path]:
    """A data directory whose servers have been started and stopped."""
    with public_folder() as folder:
        first = Start(folder / "data")
        assert first.is_ready()
        first.stop()
        first.complaint()
        yield folder / "data"


@pytest.fixture
def directory(used_once: Path, empty: Path) -> Path:
    """A data directory that has been used before."""
    subprocess.run(["cp", "-a", str(used_once), str(empty)], check=True)
    return empty


@contextlib.contextmanager
def public_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="collegium-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        # A killed supervisor's servers end by themselves, but not at once.
        eventually(lambda: not killed(servers_in(folder)))
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start(request: pytest.FixtureRequest, empty: Path) -> Iterator[Callable[..., Start]]:
    """Starts servers in `directory`, or in the folder given; all end before `empty` is removed."""
    starts: list[Start] = []

    def begin(where: Path | None = None, **options: Any) -> Start:
        starts.append(Start(where or request.getfixturevalue("directory"), **options))
        return starts[-1]

    yield begin
    for each in starts:
        if each.process.poll() is None:
            each.process.kill()
        each.process.communicate()


def killed(processes: set[int]) -> set[int]:
    """Kill them; returns those that were there to be killed."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return processes
