"""Where a brought file lies until its import is done: in the data directory, under a random name."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from tenancy.intake.dialect import detect_dialect
from tenancy.intake.encodings import detect_encoding
from tenancy.intake.records import Records
from tenancy.intake.sources import Source

LARGEST = 150_000_000
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a file as it stands: its name and its first values."""

    name: str
    samples: tuple[str, ...]


def path_of(key: UUID) -> Path:
    """The file's place."""
    return Path(settings.DATA_DIR) / "imports" / str(key)


def keep(upload: "UploadedFile[Any]") -> UUID:
    """Writes the upload to disk, whole or not at all, and returns its key; raises OSError when it cannot."""
    key = uuid4()
    place = path_of(key)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    try:
        _write(unfinished, upload.chunks())
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return key


def _write(place: Path, chunks: Iterable[bytes]) -> None:
    with place.open("wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())


def drop(key: UUID) -> None:
    """Removes the file; a missing one is no error."""
    with suppress(FileNotFoundError):
        path_of(key).unlink()


def headings_of(key: UUID) -> list[Heading]:
    """The columns of the file with their first values. Raises UnreadableFile with a sentence."""
    source = Source(path_of(key))
    try:
        encoding = detect_encoding(source)
        records = Records(source, encoding, detect_dialect(source, encoding))
        rows = [row for portion, _, _ in islice(records.batches(SAMPLES), 1) for row in portion]
        return [
            Heading(name.strip().strip("\ufeff")[:200], tuple(row[at][:40] for row in rows if at < len(row)))
            for at, name in enumerate(records.header)
        ]
    finally:
        source.close()
