"""Opening what somebody sent: a path or a binary stream, plain or gzipped, readable as often as needed."""

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
OLD_OFFICE_MAGIC = b"\xd0\xcf\x11\xe0"
BROKEN_ARCHIVE = (gzip.BadGzipFile, EOFError, zlib.error)


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is a sentence for the person who sent it."""


class Source:
    """A file that can be read several times; a stream that cannot seek is spooled to disk."""

    def __init__(self, origin: Path | str | BinaryIO) -> None:
        self._own = isinstance(origin, (str, Path))
        self._file = _binary(origin)
        self._start = self._file.tell()
        magic = self._file.read(4)
        self.gzipped = magic.startswith(GZIP_MAGIC)
        if magic in (ZIP_MAGIC, OLD_OFFICE_MAGIC):
            raise UnreadableFile("This is a zip archive or a spreadsheet. Save it as CSV and send that.")

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The content from its first byte, unpacked; a broken archive raises `UnreadableFile`."""
        self._file.seek(self._start)
        content = gzip.GzipFile(fileobj=self._file) if self.gzipped else self._file
        try:
            yield cast(BinaryIO, content)
        except BROKEN_ARCHIVE as broken:
            raise UnreadableFile(
                "The gzip archive is damaged or cut short. Pack and send it again."
            ) from broken

    @contextmanager
    def text(self, *, encoding: str, errors: str) -> Iterator[io.TextIOWrapper]:
        """The content as text with its line ends untouched, as the csv module wants it."""
        with self.opened() as content:
            stream = io.TextIOWrapper(content, encoding=encoding, errors=errors, newline="")
            try:
                yield stream
            finally:
                # A reader that was left half read is ended after its file.
                with suppress(ValueError):
                    stream.detach()

    def close(self) -> None:
        """Closes what was opened here; a stream that was handed in stays open."""
        if self._own:
            self._file.close()


def _binary(origin: Path | str | BinaryIO) -> BinaryIO:
    if isinstance(origin, (str, Path)):
        return open(origin, "rb")
    # TextIOWrapper asks for read1, which a few upload classes do not have.
    if origin.seekable() and hasattr(origin, "read1"):
        return origin
    spool = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the source
    shutil.copyfileobj(origin, spool, 1 << 20)
    spool.seek(0)
    return cast(BinaryIO, spool)
