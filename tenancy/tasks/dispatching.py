"""The dispatcher: the only process that turns rows of the outbox into messages."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from tenancy.tasks.broker import Broker
from tenancy.wall.functions import call, call_rows
from tenancy.wall.listening import Listener
from tenancy.wall.scope import acting_for_everyone

log = logging.getLogger("tenancy.dispatcher")

MOST_UNDER_WAY = 64
"""Messages per queue that wait in the broker; the rest waits in the database, where nothing is lost."""
SWEEP = 2.0
"""Seconds after which it looks even when nobody called."""
BEAT = 5.0
WAKE = 4.0
PURGE = 3600.0
KEPT_DAYS = 30
LONGEST_PAUSE = 15.0


@dataclass(frozen=True, slots=True)
class Wake:
    """A task of no tenant that is started whenever `is_wanted` says so."""

    task: str
    queue: str
    is_wanted: Callable[[], bool]


@dataclass
class Dispatcher:
    """Listens, sweeps, sends, and puts back what dead workers held. Any number of them may run."""

    broker: Broker
    wakes: Sequence[Wake] = ()
    stopping: threading.Event = field(default_factory=threading.Event)
    _next: dict[str, float] = field(default_factory=dict)
    _pause: float = 0.0

    def run(self) -> None:
        """Works until `stopping` is set; a database or broker that is away is waited for."""
        while not self.stopping.is_set():
            try:
                with Listener("tasks") as listener:
                    self._serve(listener)
            except (DatabaseError, InterfaceError):
                log.warning("the database does not answer; trying again")
                connections.close_all()
                self.stopping.wait(1)

    def _serve(self, listener: Listener) -> None:
        while not self.stopping.is_set():
            with acting_for_everyone("the dispatcher serves all tenants through functions of its own"):
                self.look()
            listener.wait(seconds=SWEEP)

    def look(self) -> int:
        """One round: signs of life, mending, sending. Returns how many messages went out."""
        if self._is_time("purge", PURGE):
            call("purge_tasks", KEPT_DAYS)
        if self._is_time("reap", settings.TASK_LEASE_SECONDS / 2):
            call("reap_tasks", settings.TASK_LEASE_SECONDS)
        if self._is_time("beat", BEAT):
            call("beat", "dispatcher")
            if self._try(self.broker.ping):
                call("beat", "broker")
        if time.monotonic() < self._next.get("send", 0):
            return 0
        for wake in self.wakes:
            if self._is_time(wake.task, WAKE) and wake.is_wanted():
                self._try(partial(self.broker.wake, wake.task, queue=wake.queue))
        return self._send_due()

    def _send_due(self) -> int:
        sent = 0
        while due := call_rows("take_due_tasks", MOST_UNDER_WAY):
            for place, (task, tenant, name, queue) in enumerate(due):
                if not self._try(partial(self.broker.send, name, task=task, tenant=tenant, queue=queue)):
                    call("return_tasks", [str(row[0]) for row in due[place:]])
                    return sent
                sent += 1
        return sent

    def _try(self, talk: Callable[[], None]) -> bool:
        """Whether the broker could be talked to. Whatever the transport raises (there is no common class),
        the rows wait.
        """
        try:
            talk()
        except Exception as error:
            self._broker_is_away(error)
            return False
        self._pause = 0.0
        return True

    def _broker_is_away(self, error: Exception) -> None:
        self._pause = min(max(1.0, self._pause * 2), LONGEST_PAUSE)
        self._next["send"] = time.monotonic() + self._pause
        log.warning(
            "the broker does not answer (%s); trying again in %.0f s", type(error).__name__, self._pause
        )
        self.broker.forget()

    def _is_time(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now < self._next.get(what, 0):
            return False
        self._next[what] = now + every
        return True
