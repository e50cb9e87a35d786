"""Which batch of an import a row belongs to: what has the same keys is in one."""

from collections.abc import Sequence
from zlib import crc32

from tenancy.intake.batches import Batch
from tenancy.slots.imports import Cells, ImportObject

MOST_REMEMBERED = 100_000
MOST_PREFIXES = 20
USUAL_SOURCE = "crm"


class Places(dict[str, int]):
    """The place of a key: a number that is the same in every process, whichever file it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self._below: dict[str, _Below] = {}

    def below(self, prefix: str) -> "_Below":
        """The places of keys that begin with the same part, by the rest of them."""
        if len(self._below) > MOST_PREFIXES:
            self._below.clear()
        return self._below.setdefault(prefix, _Below(prefix))

    def __missing__(self, key: str) -> int:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        place = self[key] = crc32(key.encode("utf-8", "surrogatepass"))
        return place


class _Below(dict[str, int]):
    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, rest: str) -> int:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        place = self[rest] = crc32(f"{self._prefix}\0{rest}".encode("utf-8", "surrogatepass"))
        return place


def places_of(target: ImportObject, fields: Sequence[str], batch: Batch, known: Places) -> list[int]:
    """The place of each row by its keys; a row without any belongs anywhere, so its line is its place."""
    keys = [_told(name, batch.columns[fields.index(name)]) for name in target.keys if name in fields]
    if not keys:
        return list(batch.lines)
    if len(keys) == 1:
        return [line if key is None else known[key] for key, line in zip(keys[0], batch.lines, strict=True)]
    if len(keys) == 2 and len(set(keys[0])) == 1 and None not in keys[1]:
        below = known.below(keys[0][0] or "")
        return [below[cell] for cell in keys[1] if cell is not None]
    return [
        line if row[-1] is None else known["\0".join([cell or "" for cell in row])]
        for row, line in zip(zip(*keys, strict=True), batch.lines, strict=True)
    ]


def _told(name: str, cells: Cells) -> Cells:
    """A row that tells no source belongs beside those that tell the usual one."""
    return [cell or USUAL_SOURCE for cell in cells] if name == "source" and None in cells else cells
