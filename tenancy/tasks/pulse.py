"""The worker's sign of life."""

import logging
import threading

from django.db import connections

from tenancy.wall.functions import call

log = logging.getLogger("tenancy.tasks")
BEAT = 5.0


def start_pulse(worker: str) -> None:
    """Says every five seconds that this worker lives, from a thread of the parent process."""
    threading.Thread(target=_beat, args=(f"worker {worker}",), name="pulse", daemon=True).start()


def _beat(name: str) -> None:
    pause = threading.Event()
    while True:
        try:
            call("beat", name)
        except Exception as error:
            log.warning("the worker's sign of life was not written: %s", type(error).__name__)
        finally:
            # A child that is forked now must not inherit the connection.
            connections.close_all()
        pause.wait(BEAT)
