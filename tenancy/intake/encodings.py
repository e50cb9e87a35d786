"""Which encoding a file is in, from one quick pass over all of its bytes."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from tenancy.intake.sources import Source, UnreadableFile

CHUNK = 1 << 20
LONGEST_LINE = 8 << 20
LARGEST_CONTENT = 4 << 30
# The five bytes that Windows-1252 leaves without a character.
NOT_IN_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
ALL_OTHERS = bytes(set(range(256)) - set(NOT_IN_CP1252))
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file, and what in it needs a closer look row by row."""

    name: str
    size: int
    has_nul: bool = False
    damaged: int = 0

    @property
    def errors(self) -> str:
        """How to decode: damaged bytes of UTF-8 survive as lone surrogates, so their rows can be named."""
        return "surrogateescape" if self.name.startswith("utf-8") else "strict"


class _Survey:
    """Counts what tells the encodings apart; memory stays at one chunk."""

    def __init__(self, *, mark: str | None) -> None:
        self.mark = mark
        self.size = self.unbroken = self.valid = self.invalid = 0
        self.has_nul = self.beyond_cp1252 = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def look_at(self, chunk: bytes, *, final: bool) -> None:
        self.size += len(chunk)
        self.has_nul = self.has_nul or b"\0" in chunk
        self._measure_line(chunk)
        if chunk.isascii() and not final and not self._decoder.getstate()[0]:
            return
        text = self._decoder.decode(chunk, final)
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        broken = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
        self.invalid += max(broken, 0)
        self.valid += beyond_ascii - max(broken, 0)
        self.beyond_cp1252 = self.beyond_cp1252 or bool(chunk.translate(None, ALL_OTHERS))

    def _measure_line(self, chunk: bytes) -> None:
        end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self.unbroken = self.unbroken + len(chunk) if end < 0 else len(chunk) - end
        if self.unbroken > LONGEST_LINE:
            raise UnreadableFile("A line is longer than 8 MB. Is this a text file with one record per line?")
        if self.size > LARGEST_CONTENT:
            raise UnreadableFile("Unpacked, the file is larger than 4 GB. Send it in parts.")

    def verdict(self) -> Encoding:
        if self.mark == "utf-16":
            return Encoding("utf-16", self.size, has_nul=True)
        if self.mark or self.valid > self.invalid or not self.invalid:
            return Encoding(self.mark or "utf-8", self.size, has_nul=self.has_nul, damaged=self.invalid)
        return Encoding("latin-1" if self.beyond_cp1252 else "cp1252", self.size, has_nul=self.has_nul)


def detect_encoding(source: Source, *, chosen: str | None = None) -> Encoding:
    """Tells UTF-8 (with or without mark), UTF-16 with mark, cp1252 and latin-1 apart.

    A file that is UTF-8 for the most part stays UTF-8 and counts its `damaged` bytes; otherwise one byte that
    is not UTF-8, however late, makes the whole file cp1252 (or latin-1, if cp1252 lacks one of its bytes).
    Raises `UnreadableFile` for binary content, lines over 8 MB and more than 4 GB.
    """
    with source.opened() as content:
        found = _look_through(content)
    if chosen is None:
        return found
    try:
        name = codecs.lookup(chosen).name
    except LookupError:
        raise UnreadableFile(f"There is no encoding called “{chosen}”.") from None
    damaged = found.damaged or (1 if found.name in ("cp1252", "latin-1") else 0)
    return Encoding(name, found.size, has_nul=True, damaged=damaged if name.startswith("utf-8") else 0)


def _look_through(content: BinaryIO) -> Encoding:
    first = content.read(CHUNK)
    mark = next((name for signature, name in MARKS if first.startswith(signature)), None)
    if mark != "utf-16" and first[:4096].count(b"\0") > len(first[:4096]) // 10:
        raise UnreadableFile("This is not a text file. Save it as CSV in UTF-8 and send that.")
    survey = _Survey(mark=mark)
    while first:
        following = content.read(CHUNK)
        survey.look_at(first, final=not following)
        first = following
    return survey.verdict()
