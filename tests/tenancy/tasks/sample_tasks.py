"""Tasks that show what they do in the file that SAMPLE_FILE names."""

import os
import signal
import time
from pathlib import Path

from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


def note(word: str) -> None:
    """One line, written at once."""
    with Path(os.environ["SAMPLE_FILE"]).open("a") as file:
        file.write(f"{word}\n")


@task("sample.note")
def note_down(work: Work, *, word: str) -> None:
    """Is done at once."""
    note(word)


@task("sample.sleep")
def sleep_at_first(work: Work, *, word: str) -> None:
    """Takes for ever at the first attempt and no time at the second."""
    note(f"{word} begins")
    if work.attempt == 1:
        time.sleep(300)
    note(f"{word} ends")


@task("sample.die")
def die(work: Work, *, times: int) -> None:
    """Takes its process with it, so many times."""
    note("dying")
    if work.attempt <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    note("survived")
