"""A closed loop over kept connections, and the processor time of a process with its children."""

import os
import socket
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What a loop saw: calls in a second, times in milliseconds, bytes of one answer, answers that were not 200."""

    calls: int
    rate: float
    p50: float
    p95: float
    size: int
    errors: int


def load(port: int, path: str, *, headers: str, seconds: float) -> Load:
    """GETs the path over and over, each connection one call after another."""
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{headers}\r\n".encode()
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_loop, args=(port, asked, until, times, sizes, wrong))
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return Load(
        len(times), len(times) / seconds, 1000 * cuts[9], 1000 * cuts[18], max(sizes, default=0), len(wrong)
    )


def _loop(
    port: int, asked: bytes, until: float, times: list[float], sizes: list[int], wrong: list[int]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        while (began := time.perf_counter()) < until:
            connection.sendall(asked)
            status, size = _answer(connection)
            times.append(time.perf_counter() - began)
            sizes.append(size)
            if status != 200:
                wrong.append(status)


def _answer(connection: socket.socket) -> tuple[int, int]:
    got = connection.recv(65536)
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    told = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    if not told:
        raise RuntimeError(f"an answer without a length: {head[:200]!r}")
    expected, have = int(told[0].split(b":")[1]), len(body)
    while have < expected:
        have += len(connection.recv(65536))
    return int(head.split(b" ", 2)[1]), expected


def cpu_of(process: int) -> float:
    """Seconds of processor time of a process and all below it that live."""
    return sum(_own(one) for one in (process, *_below(process)))


def _own(process: int, *, ended: bool = False) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if ended else 13])) / TICKS


def spent(process: int) -> float:
    """The same, with those that have ended already: it never falls."""
    return sum(_own(one, ended=True) for one in (process, *_below(process)))


def _below(process: int) -> list[int]:
    try:
        children = [
            int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    except OSError:
        return []
    return [*children, *(one for child in children for one in _below(child))]
