"""`bin/manage` finds running servers or brings its own, and leaves none behind."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from config.embedded.environment import read_environment
from tests.config.embedded.started import Start, servers_in

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.processes
PORT = "from django.conf import settings; print(settings.DATABASES['default']['PORT'])"


def manage(directory: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    inherited = {
        name: value for name, value in os.environ.items() if not name.endswith(("_URL", "SECRET_KEY"))
    }
    return subprocess.Popen(
        [str(ROOT / "bin" / "manage"), *arguments],
        env=inherited | {"COLLEGIUM_DATA": str(directory)} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_servers_are_started_for_a_command_and_stopped_after_it(directory: Path) -> None:
    command = manage(directory, "shell", "--verbosity=0", "--command", PORT)
    printed, complaint = command.communicate(timeout=60)
    assert command.returncode == 0, complaint
    assert printed.strip() in read_environment(directory)["DATABASE_URL"]
    assert servers_in(directory) == set()


def test_running_servers_are_used_and_go_on(start: Callable[..., Start], directory: Path) -> None:
    running = start()
    assert running.is_ready()
    command = manage(directory, "shell", "--verbosity=0", "--command", PORT)
    assert command.communicate(timeout=60)[0].strip() == str(running.query("show port"))
    assert running.query("select 1") == 1


def test_two_commands_at_once_share_the_servers(directory: Path) -> None:
    connect = "import time; from django.db import connection as c; c.cursor(); time.sleep({}); c.cursor()"
    commands = [
        manage(directory, "shell", "--verbosity=0", "--command", connect.format(seconds))
        for seconds in (0, 3)
    ]
    for command in commands:
        _, complaint = command.communicate(timeout=60)
        assert command.returncode == 0, complaint
    assert servers_in(directory) == set()


def test_a_schema_command_without_the_owner_is_refused(directory: Path) -> None:
    command = manage(
        directory, "migrate", DATABASE_URL="postgresql://app_rt@127.0.0.1:1/collegium", SECRET_KEY="k"
    )
    _, complaint = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "MIGRATION_DATABASE_URL" in complaint
