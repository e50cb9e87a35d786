"""How our own long-running commands hear that they should stop."""

import signal
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_by_signals() -> None:
    """From now on Ctrl-C, SIGTERM and a closed terminal raise KeyboardInterrupt; `nohup` is respected."""
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)


def ignore_stop_signals() -> None:
    """Stopping has begun: a second Ctrl-C must not leave half of it behind."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
