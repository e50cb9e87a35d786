import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from config.embedded.environment import read_environment
from tests.config.embedded.started import Start, eventually, servers_in

pytestmark = pytest.mark.processes
Starter = Callable[..., Start]


def kept(running: Start) -> None:
    running.query("create table kept as select 42 as answer")


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_the_servers_die_with_a_killed_supervisor(start: Starter, directory: Path) -> None:
    running = start()
    assert running.is_ready()
    running.process.kill()
    assert eventually(lambda: not servers_in(directory))


def test_a_start_right_after_a_killed_supervisor_recovers(start: Starter) -> None:
    first = start()
    assert first.is_ready()
    kept(first)
    first.process.kill()
    second = start()
    assert second.is_ready(), second.complaint()
    assert second.query("select answer from kept") == 42


def test_a_start_after_everything_was_killed_recovers(start: Starter, directory: Path) -> None:
    first = start()
    assert first.is_ready()
    kept(first)
    redis.Redis.from_url(read_environment(directory)["REDIS_URL"]).set("job", "waiting")
    for process in {first.process.pid, *first.servers()}:
        with contextlib.suppress(ProcessLookupError):  # the death of one may have ended another
            os.kill(process, signal.SIGKILL)
    second = start()
    assert second.is_ready(), second.complaint()
    assert second.query("select answer from kept") == 42


def test_a_left_over_process_id_that_now_belongs_to_another_is_ignored(
    start: Starter, directory: Path
) -> None:
    first = start()
    assert first.is_ready()
    first.stop()
    # As after a power cut: the file names a living process of the account that runs the servers.
    (directory / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n/proc/self/cwd\n0\n5432\n\n\n")
    assert start().is_ready()


def test_an_interrupted_first_start_is_made_good(start: Starter, empty: Path) -> None:
    first = start(empty)
    assert eventually((empty / "postgres.new").exists)
    first.process.kill()
    second = start(empty)
    assert second.is_ready(), second.complaint()
    assert second.query("select 1") == 1


def test_a_killed_database_is_started_again(start: Starter, directory: Path) -> None:
    running = start()
    assert running.is_ready()
    old = postmaster(directory)
    os.kill(old, signal.SIGKILL)
    assert eventually(
        lambda: (directory / "postgres" / "postmaster.pid").exists() and postmaster(directory) != old
    )
    assert running.process.poll() is None


def test_a_killed_broker_is_started_again_with_its_jobs(start: Starter, directory: Path) -> None:
    assert start().is_ready()
    client = redis.Redis.from_url(read_environment(directory)["REDIS_URL"])
    client.set("job", "waiting")
    os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)
    assert eventually(lambda: _get(client) == b"waiting")


def _get(client: "redis.Redis") -> object:
    try:
        return client.get("job")
    except redis.RedisError:
        return None
