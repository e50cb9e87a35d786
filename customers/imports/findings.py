"""What an import found out about single rows: files beside the upload, one per batch, written before its commit."""

import heapq
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from customers.imports.files import findings_of, sync_folder

READING = "reading"
Problem = dict[str, Any]


def begin(key: UUID) -> Path:
    """The folder of a job, with an empty `spool` in it for this attempt."""
    folder = findings_of(key)
    shutil.rmtree(folder / "spool", ignore_errors=True)
    (folder / "spool").mkdir(mode=0o700, parents=True)
    return folder


def forget(key: UUID) -> None:
    """Nothing was found: the job begins anew."""
    shutil.rmtree(findings_of(key), ignore_errors=True)


def drop_spool(key: UUID) -> None:
    """The rows between reading and storing are not needed any more."""
    shutil.rmtree(findings_of(key) / "spool", ignore_errors=True)


def write(key: UUID, name: str, problems: Iterable[Problem]) -> int:
    """Keeps what was refused, in the order of the lines, whole or not at all; returns how many rows it concerns.

    Written again by a later attempt at the same batch, it says the same.
    """
    place = findings_of(key) / f"{name}.refused"
    unfinished, rows, last = place.with_suffix(".part"), 0, -1
    with unfinished.open("w") as file:
        for problem in problems:
            rows += problem["line"] != last
            last = problem["line"]
            file.write(json.dumps(problem, default=str) + "\n")
        file.flush()
        if rows:
            os.fsync(file.fileno())
    if rows:
        unfinished.replace(place)
        sync_folder(place.parent)
    else:
        unfinished.unlink()
        place.unlink(missing_ok=True)
    return rows


def batch_name(at: int) -> str:
    """The name of a batch's findings."""
    return f"batch-{at:05d}"


def refused(key: UUID, *, batches: int) -> Iterator[tuple[int, list[Problem]]]:
    """Each refused line with all that is wrong with it, in the file's order: of reading and of these batches."""
    folder = findings_of(key)
    names = [READING, *map(batch_name, range(batches))]
    paths = [path for name in names if (path := folder / f"{name}.refused").exists()]
    merged = heapq.merge(*map(_problems, paths), key=itemgetter("line"))
    for line, problems in groupby(merged, key=itemgetter("line")):
        yield line, list(problems)


def _problems(path: Path) -> Iterator[Problem]:
    with path.open() as lines:
        yield from map(json.loads, lines)
