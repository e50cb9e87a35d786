"""Advisory locks on files. The kernel drops them with the last process that holds the descriptor,
so they tell the truth after kill -9, where a file with a process id does not."""

import fcntl
import os
import time
from pathlib import Path

from config.embedded.failures import StillRunning


def acquire(path: Path, *, shared: bool = False, wait: float = 0.0) -> int:
    """Lock `path` and return the open descriptor that holds the lock.

    Waits up to `wait` seconds, then raises StillRunning. The lock lives until every process that has
    inherited the descriptor has closed it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    operation = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, operation)
            return descriptor
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise StillRunning(f"Another process holds {path}.") from None
            time.sleep(0.05)
