"""Wall time and the CPU time of server and client: on a shared machine only the second compares."""

import os
import time
from collections.abc import Callable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds(backend: int) -> float:
    """CPU seconds so far of the server that `backend` (a process id of it) belongs to, ended processes included."""
    postmaster = int(_stat(backend)[1])
    total = _cpu(postmaster, ended=True)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))) and int(stat[1]) == postmaster:
            total += _cpu(int(entry.name), ended=False)
    return total


def timed(work: Callable[[], object], *, backend: int) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of server and this process together."""
    began, ours, theirs = time.perf_counter(), time.process_time(), server_seconds(backend)
    work()
    return (
        time.perf_counter() - began,
        time.process_time() - ours + server_seconds(backend) - theirs,
    )


def _stat(process: int) -> list[str]:
    """The fields of /proc/N/stat after the name; empty when the process has gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _cpu(process: int, *, ended: bool) -> float:
    stat = _stat(process)
    return sum(int(field) for field in stat[11 : 15 if ended else 13]) / TICKS if stat else 0.0
