"""Where a brought file lies: in the data directory, under a random name, with what was found out beside it."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

LARGEST = 150_000_000
SAMPLES = 3
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TooLarge(Exception):
    """The upload is longer than LARGEST bytes; nothing of it is kept (HTTP 413)."""


class NoSpace(Exception):
    """The data directory takes no more; nothing of the upload is kept (HTTP 507)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload on disk: its length and the SHA-256 of its bytes as they came."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a file as it stands: its name and its first values."""

    name: str
    samples: tuple[str, ...]


def path_of(key: UUID) -> Path:
    """The file's place."""
    return Path(settings.DATA_DIR) / "imports" / str(key)


def findings_of(key: UUID) -> Path:
    """The directory beside it, for what an import finds out batch by batch."""
    return path_of(key).with_suffix(".found")


def keep(chunks: Iterable[bytes], *, key: UUID) -> Kept:
    """Writes the upload to disk, whole or not at all: a part file, fsync, rename.

    Raises TooLarge and NoSpace; a reader's own exception passes through. What lay there before stays then.
    """
    place = path_of(key)
    unfinished = place.with_suffix(".part")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = _write(unfinished, chunks)
        unfinished.replace(place)
        sync_folder(place.parent)
    except OSError as problem:
        if problem.errno in FULL:
            raise NoSpace(str(key)) from problem
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return kept


def _write(place: Path, chunks: Iterable[bytes]) -> Kept:
    digest, size = hashlib.sha256(), 0
    with place.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge(str(place.name))
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Kept(size, digest.hexdigest())


def sync_folder(folder: Path) -> None:
    """Makes a rename in the folder last through a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def drop(key: UUID) -> None:
    """Removes the file and all that was found out about it; what is missing is no error."""
    with suppress(FileNotFoundError):
        path_of(key).unlink()
    shutil.rmtree(findings_of(key), ignore_errors=True)
