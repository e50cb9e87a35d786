"""Keeps the product's processes alive and stops them together."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from config.embedded.child import Child, Program

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
PROVEN_AFTER = 60.0
"""Seconds a process must live before its next crash counts as its first."""

HOPELESS_AFTER = 3
"""Crashes."""


@dataclass
class Guarded:
    """One program, its current process, and how patient we are with it."""

    program: Program
    child: Child | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    restart_at: float = 0.0
    crashes: int = 0
    """Since it last proved itself."""

    def start(self, *, now: float) -> None:
        self.child, self.started_at = Child(self.program), now

    def has_died(self) -> bool:
        return self.child is not None and not self.child.is_running

    def bury(self, *, now: float) -> None:
        """Note the death, kill what it left behind, and set the time of the next start."""
        if self.child is not None:
            self.child.sweep()
        if now - self.started_at > PROVEN_AFTER:
            self.pause, self.crashes = FIRST_PAUSE, 0
        self.crashes += 1
        self.child, self.restart_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)


@dataclass
class Supervisor:
    """Starts `programs`, starts a dead one again after a growing pause, stops all of them.

    `tell` receives one sentence for every crash and restart.
    """

    programs: list[Program]
    tell: Callable[[str], None]
    guarded: list[Guarded] = field(default_factory=list, init=False)

    def start(self) -> None:
        self.guarded = [Guarded(program) for program in self.programs]
        for each in self.guarded:
            each.start(now=time.monotonic())

    def mend(self, *, now: float) -> None:
        """Start again what has died and has waited long enough; call it often."""
        for each in self.guarded:
            if each.has_died():
                each.bury(now=now)
                seconds = f"{each.restart_at - now:.0f} s"
                self.tell(
                    f"{each.program.name} stopped; it starts again in {seconds} (see {each.program.log})"
                )
            elif each.child is None and now >= each.restart_at:
                each.start(now=now)

    def hopeless(self) -> Program | None:
        """A program that has crashed time and again without ever proving itself."""
        crashing = (each.program for each in self.guarded if each.crashes >= HOPELESS_AFTER)
        return next(crashing, None)

    def stop(self) -> None:
        """Ask all to stop at once, then wait for each; nothing of them is left afterwards."""
        children = [each.child for each in self.guarded if each.child is not None]
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()
