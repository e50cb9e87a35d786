"""What else happens while something runs: memory of processes, processor time, how long others wait for an answer."""

import statistics
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.calling import spent


class Watch(ABC):
    """Does something again and again beside what runs in its `with`."""

    pause = 0.1

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self.pause):
            self.look()

    @abstractmethod
    def look(self) -> None:
        """Once."""


class Memory(Watch):
    """The largest resident memory (kB) of any process with this word in its command line."""

    def __init__(self, word: bytes) -> None:
        super().__init__()
        self.peak = 0
        self._word = word

    def look(self) -> None:
        """Processes end while one looks."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if self._word in (entry / "cmdline").read_bytes():
                    status = (entry / "status").read_text()
                    self.peak = max(self.peak, int(status.split("VmRSS:")[1].split()[0]))
            except (OSError, IndexError):
                continue


class Waiting(Watch):
    """How long one caller among others waits for an answer, in milliseconds."""

    pause = 0.5

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__()
        self._call = call
        self.times: list[float] = []

    def look(self) -> None:
        """One call."""
        began = time.perf_counter()
        self._call()
        self.times.append(1000 * (time.perf_counter() - began))

    @property
    def p95(self) -> float:
        """Of twenty calls the one that took longest but one."""
        return statistics.quantiles(self.times, n=20)[18] if len(self.times) > 1 else 0.0


class Effort:
    """Seconds of processor time that these processes and all below them spend in a `with`."""

    def __init__(self, *processes: int) -> None:
        self._processes = processes
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self.seconds = -sum(map(spent, self._processes))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds += sum(map(spent, self._processes))


def parent_of(process: int) -> int:
    """The process that started this one: of a backend the database server."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
