"""One child process that dies with us, in a session of its own, logging to a file."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from config.embedded.account import Account

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 20 * 1024 * 1024
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """What to run, and how it wants to be stopped."""

    name: str
    command: list[str]
    log: Path
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    account: Account | None = None
    stop_signals: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGKILL)
    """Sent one after the other, each when the one before has not helped within `patience`."""
    patience: float = 5.0
    """Seconds."""


@dataclass
class Child:
    """A started program. Its descriptors in `inherited` stay open in it and are closed here."""

    program: Program
    inherited: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        program, account = self.program, self.program.account
        dropped = account is not None and account.is_dropped
        with open_log(program.log) as log:
            self.process = subprocess.Popen(
                program.command,
                cwd=program.folder,
                env=program.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=self.inherited,
                start_new_session=True,
                user=account.uid if account and dropped else None,
                group=account.gid if account and dropped else None,
                extra_groups=[] if dropped else None,
                preexec_fn=die_with_parent(program.stop_signals[0]),
            )
        for descriptor in self.inherited:
            os.close(descriptor)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the first stop signal and return at once."""
        self._signal(self.program.stop_signals[0])

    def stop(self) -> None:
        """Stop the process and all that it has started; returns when it is gone."""
        for stop_signal in self.program.stop_signals:
            if not self.is_running:
                break
            self._signal(stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=self.program.patience)
        self.process.wait()
        self.sweep()

    def sweep(self) -> None:
        """Kill what the process has left behind in its session."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """What a child runs before its program so that the kernel sends it `number` when we die.

    Linux only, None elsewhere. It comes after the change of account, which would clear the setting.
    """
    if not sys.platform.startswith("linux"):
        return None
    parent = os.getpid()

    def arrange() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def open_log(path: Path) -> BinaryIO:
    """The log at `path`, opened for appending; begun anew once it has outgrown LARGEST_LOG."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    outgrown = path.exists() and path.stat().st_size > LARGEST_LOG
    return path.open("wb" if outgrown else "ab")
