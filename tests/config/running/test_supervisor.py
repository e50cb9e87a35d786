import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded.child import Program
from config.running.supervisor import FIRST_PAUSE, LONGEST_PAUSE, Supervisor
from tests.config.embedded.started import eventually, servers_in
from tests.config.running.programs import CRASHES, HAS_A_CHILD, IGNORES_SIGTERM, SLEEPS, python_program

pytestmark = pytest.mark.processes
Starter = Callable[..., Supervisor]


@pytest.fixture
def supervise() -> Iterator[Starter]:
    """Starts programs under a supervisor that is stopped at the end; what it tells is in `told`."""
    started: list[Supervisor] = []

    def begin(*programs: Program, told: list[str] | None = None) -> Supervisor:
        started.append(Supervisor(list(programs), tell=(told if told is not None else []).append))
        started[-1].start()
        return started[-1]

    yield begin
    for supervisor in started:
        supervisor.stop()


def test_a_crashed_process_starts_again_after_a_pause(supervise: Starter, tmp_path: Path) -> None:
    told: list[str] = []
    supervisor = supervise(python_program(tmp_path, SLEEPS, name="web"), told=told)
    (process,) = servers_in(tmp_path)
    os.kill(process, signal.SIGKILL)
    assert eventually(supervisor.guarded[0].has_died)
    now = time.monotonic()
    supervisor.mend(now=now)
    assert servers_in(tmp_path) == set()
    supervisor.mend(now=now + FIRST_PAUSE)
    assert servers_in(tmp_path) - {process}
    assert told[0].startswith("web stopped; it starts again in 1 s")


def test_the_pause_grows_with_every_crash_up_to_a_limit(supervise: Starter, tmp_path: Path) -> None:
    supervisor = supervise(python_program(tmp_path, CRASHES))
    (guarded,) = supervisor.guarded
    pauses = []
    for _ in range(7):
        assert eventually(guarded.has_died)
        pauses.append(guarded.pause)
        guarded.bury(now=time.monotonic())
        guarded.start(now=time.monotonic())
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, LONGEST_PAUSE]


def test_stopping_ends_all_processes(supervise: Starter, tmp_path: Path) -> None:
    supervisor = supervise(
        python_program(tmp_path, SLEEPS, name="one"), python_program(tmp_path, SLEEPS, name="two")
    )
    assert len(servers_in(tmp_path)) == 2
    supervisor.stop()
    assert servers_in(tmp_path) == set()


def test_a_process_that_ignores_the_stop_signal_is_killed(supervise: Starter, tmp_path: Path) -> None:
    supervisor = supervise(python_program(tmp_path, IGNORES_SIGTERM, patience=0.5))
    time.sleep(0.3)
    supervisor.stop()
    assert servers_in(tmp_path) == set()


def test_what_a_killed_process_leaves_behind_is_swept(supervise: Starter, tmp_path: Path) -> None:
    supervisor = supervise(python_program(tmp_path, HAS_A_CHILD))
    assert eventually(lambda: len(servers_in(tmp_path)) == 2)
    child = supervisor.guarded[0].child
    assert child is not None
    child.process.kill()
    assert eventually(supervisor.guarded[0].has_died)
    supervisor.mend(now=time.monotonic())
    assert eventually(lambda: servers_in(tmp_path) == set())
