"""Records as JSON lines: one flat object per line, read strictly, handed on like the rows of a table."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tenancy.intake.batches import ERROR_FIELDS, Batch, RowProblem
from tenancy.intake.columns import Column
from tenancy.intake.dates import DateForm
from tenancy.intake.json_arrays import Cells, columns_of, texts_of
from tenancy.intake.numbers import NumberForm
from tenancy.intake.plain_lines import Skeleton, skeleton_of
from tenancy.intake.sources import Source
from tenancy.intake.strict_json import MalformedJson, load_strict
from tenancy.intake.transforms import transform_for, whole_ids

BATCH_ROWS = 1_000
LONGEST_LINE = 1 << 20
USUAL_LINE = 110
BLANK = frozenset({""})
IDS = frozenset({"external_id", "account_external_id", "parent_external_id"})
GIVEN = ("given",)


class RecordLines:
    """A file of JSON lines, plain or gzipped. Numbers become text as written; `null` and absence are null."""

    def __init__(
        self,
        origin: Path | str | BinaryIO,
        *,
        columns: Sequence[Column],
        tells_given: bool = False,
        whole_ids: bool = False,
    ) -> None:
        self.source = Source(origin)
        self._columns = tuple(columns)
        self._known = frozenset((*(column.name for column in columns), *ERROR_FIELDS))
        self._tells_given = tells_given
        self._whole_ids = whole_ids
        self.comes_back = False
        """Whether these are refused records that were mended; known once the file was narrowed."""
        self._hold(self._columns)

    def _hold(self, columns: Sequence[Column]) -> None:
        self._names = tuple(column.name for column in columns)
        self._transforms = [
            transform_for(column.kind, numbers=NumberForm(), dates=DateForm(), null_words=BLANK)
            for column in columns
        ]
        if self._whole_ids:
            self._transforms = [
                whole_ids(transform) if name in IDS else transform
                for name, transform in zip(self._names, self._transforms, strict=True)
            ]

    @property
    def fields(self) -> tuple[str, ...]:
        """What batches hold: the fields, and with `tells_given` which of them each record tells."""
        return self._names + (GIVEN if self._tells_given else ())

    @property
    def header(self) -> tuple[str, ...]:
        """The fields that the file tells."""
        return self._names

    def narrow(self) -> None:
        """Leaves out the fields that no record tells: one quick pass over the file, without parsing it.

        A name that occurs inside a text only is taken for told; that costs time and changes nothing, but for
        `error_line`, which nobody writes into a text.
        """
        with self.source.opened() as content:
            told = _told(content, [ERROR_FIELDS[0], *(column.name for column in self._columns)])
        self.comes_back = ERROR_FIELDS[0] in told
        self._hold([column for column in self._columns if column.name in told or column.required])

    def seen(self) -> dict[str, object]:
        """What was found out, for the dry run: plain values that go into JSON."""
        return {
            "format": "ndjson",
            "gzip": self.source.gzipped,
            "columns": dict(zip(self._names, self._names, strict=True)),
            "warnings": [],
        }

    def batches(self, size: int = BATCH_ROWS, *, originals: bool = False) -> Iterator[Batch]:
        """Normalised records, column by column, about `size` of them at once; refused lines are `problems`."""
        first, skeleton = 1, None
        with self.source.opened() as content:
            for block in _blocks(content, size * USUAL_LINE):
                count = block.count(b"\n")
                skeleton = skeleton or self._skeleton(block)
                columns = self._alike(skeleton, block, count) if skeleton else None
                lines = [] if columns is not None and not originals else block.split(b"\n")[:count]
                if columns is None:
                    batch, skeleton = self._parsed(lines, first=first), None
                else:
                    batch = Batch(range(first, first + count), self._normal(columns))
                if originals:
                    batch = replace(batch, originals=[lines[number - first] for number in batch.lines])
                first += count
                yield batch

    def _parsed(self, lines: Sequence[bytes], *, first: int) -> Batch:
        """Lines of several kinds, parsed as one array or one by one."""
        columns = columns_of(lines, self._names, tells_given=self._tells_given)
        if columns is None:
            return self._one_by_one(list(enumerate(lines, start=first)))
        return Batch(range(first, first + len(lines)), self._normal([texts_of(column) for column in columns]))

    def _skeleton(self, block: bytes) -> Skeleton | None:
        line = block[: block.find(b"\n") + 1]
        return skeleton_of(line, known=self._known)

    def _alike(self, skeleton: Skeleton, block: bytes, count: int) -> list[Sequence[str]] | None:
        """The columns of a block whose lines are all written like this one."""
        found = skeleton.columns(block, count)
        if found is None:
            return None
        columns = [found.get(name) or [""] * count for name in self._names]
        return [*columns, [",".join(skeleton.names)] * count] if self._tells_given else columns

    def originals(self, lines: Collection[int]) -> Iterator[tuple[int, str]]:
        """The untouched lines with these numbers, for the file of failed rows."""
        wanted = set(lines)
        with self.source.opened() as content:
            for number, line in enumerate(_lines(content), start=1):
                if number in wanted:
                    yield number, line.decode("utf-8", "replace").rstrip("\r\n")

    def close(self) -> None:
        """Closes the file if it was opened here."""
        self.source.close()

    def _one_by_one(self, portion: Sequence[tuple[int, bytes]]) -> Batch:
        lines: list[int] = []
        rows: list[Cells] = []
        problems: list[RowProblem] = []
        for number, line in portion:
            if not line.strip():
                continue
            try:
                rows.append(self._cells(line))
                lines.append(number)
            except MalformedJson as problem:
                problems.append(_refused(number, line, problem))
        columns: Sequence[Cells] = list(zip(*rows, strict=True)) if rows else [() for _ in self.fields]
        return Batch(lines, self._normal([texts_of(column) for column in columns]), problems)

    def _cells(self, line: bytes) -> Cells:
        record = _record(line, known=self._known)
        cells: list[object] = [record.get(name) for name in self._names]
        return (
            [*cells, ",".join(name for name in record if name not in ERROR_FIELDS)]
            if self._tells_given
            else cells
        )

    def _normal(self, columns: Sequence[Sequence[str]]) -> Sequence[Sequence[str | None]]:
        told = zip(self._transforms, columns, strict=False)
        normal: list[Sequence[str | None]] = [transform(column) for transform, column in told]
        return [*normal, columns[-1]] if self._tells_given else normal


def _record(line: bytes, *, known: Collection[str]) -> dict[str, object]:
    """The one object of a line, with known names and plain values; raises MalformedJson."""
    record = load_strict(line, max_bytes=LONGEST_LINE)
    if not isinstance(record, dict):
        raise MalformedJson("A line must be one JSON object.")
    for name, value in record.items():
        pointer = f"/{name[:80]}"
        if name not in known:
            raise MalformedJson(f"There is no field “{name[:80]}”.", pointer=pointer)
        if isinstance(value, (dict, list, bool)):
            raise MalformedJson("The value must be a text or a number.", pointer=pointer)
    return record


def _told(content: BinaryIO, names: Sequence[str]) -> set[str]:
    """Which of the names occur in the file as keys, or inside of texts."""
    marks = {name: f'"{name}"'.encode() for name in names}
    told: set[str] = set()
    rest = b""
    while marks and (chunk := content.read(1 << 20)):
        window = rest + chunk
        escaped = b"\\u" in window
        found = {name for name, mark in marks.items() if escaped or mark in window}
        told |= found
        marks = {name: mark for name, mark in marks.items() if name not in found}
        rest = window[-100:]
    return told


def _refused(number: int, line: bytes, problem: MalformedJson) -> RowProblem:
    original = line[:2000].decode("utf-8", "replace").replace("\0", "\ufffd").rstrip("\r\n")
    message = f"{problem.sentence} ({problem.pointer})" if problem.pointer else problem.sentence
    return RowProblem(number, "malformed_record", message, (original,))


def _lines(content: BinaryIO) -> Iterator[bytes]:
    """Lines of bounded length: of a longer one the beginning, enough to refuse it."""
    for block in _blocks(content, BATCH_ROWS * USUAL_LINE):
        yield from block.split(b"\n")[:-1]


def _blocks(content: BinaryIO, size: int) -> Iterator[bytes]:
    """Whole lines, about so many bytes at once, each with a newline behind it and none with a mark before it."""
    rest, begun = b"", False
    while chunk := content.read(size):
        chunk = rest + chunk
        if not begun:
            chunk, begun = chunk.removeprefix(b"\xef\xbb\xbf"), len(chunk) > 2
        end = chunk.rfind(b"\n") + 1
        # Of a line that is too long the beginning is enough to refuse it.
        rest = chunk[end : end + LONGEST_LINE + 2]
        if end:
            yield _shortened(chunk[:end])
    if rest:
        yield _shortened(rest + b"\n")


def _shortened(block: bytes) -> bytes:
    if len(block) <= LONGEST_LINE:
        return block.replace(b"\r\n", b"\n") if b"\r" in block else block
    return b"".join(line[: LONGEST_LINE + 2].removesuffix(b"\r") + b"\n" for line in block.split(b"\n")[:-1])
