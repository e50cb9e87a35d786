"""Which column of a file is which field: exact names, an explicit map, and suggestions for the rest."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenancy.intake.headings import HEADINGS
from tenancy.search.folding import fold

# The endings that Salesforce and Veeva give to fields of their customers.
VENDOR_ENDING = re.compile(r"(?:_vod)?__[cv]$")


class Kind(StrEnum):
    """What a cell is brought to; text and ids stay text, leading zeros included."""

    TEXT = "text"
    DECIMAL = "decimal"
    DATE = "date"
    MONTH = "month"
    INSTANT = "instant"


@dataclass(frozen=True)
class Column:
    """A field an import can fill."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False

    @property
    def headings(self) -> frozenset[str]:
        """Other systems' headings for this field, normalised."""
        return frozenset(HEADINGS.get(self.name, ()))


class UnsuitableColumns(Exception):
    """The columns do not fit what is to be imported; the message is a sentence, `suggestions` may help."""

    def __init__(self, sentence: str, *, suggestions: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.suggestions = dict(suggestions or {})


@dataclass(frozen=True)
class ColumnMap:
    """Where each field stands in a row (`positions`, in the order of the columns asked for)."""

    header: tuple[str, ...]
    columns: tuple[Column, ...]
    positions: tuple[int, ...]
    ignored: tuple[str, ...]
    suggestions: Mapping[str, str]


def normal_heading(heading: str) -> str:
    """“External_ID_vod__c”, “External ID” and “external_id” are one heading: letters and digits, folded."""
    plain = VENDOR_ENDING.sub("", heading.strip().strip("\ufeff").casefold())
    return re.sub(r"[^0-9a-z]", "", fold(plain))


def map_columns(
    header: Sequence[str],
    columns: Sequence[Column],
    *,
    mapping: Mapping[str, str] | None = None,
    adopt_suggestions: bool = False,
) -> ColumnMap:
    """Finds each column by its name or by `mapping` (heading in the file -> field, "" leaves it out).

    Headings known from other systems are suggested, and used only with `adopt_suggestions`.
    Raises `UnsuitableColumns` for a missing required column, a heading that occurs twice where it is needed,
    and a mapping that names what does not exist.
    """
    heads = tuple(head.strip().strip("\ufeff") for head in header)
    left_out = {heading for heading, name in (mapping or {}).items() if not name}
    wanted = {heading: name for heading, name in (mapping or {}).items() if name}
    chosen = _chosen(heads, {column.name for column in columns}, wanted)
    out = {at for at, head in enumerate(heads) if head in left_out}
    taken = set(chosen.values()) | out
    for column in columns:
        if column.name not in chosen:
            found = _by_name(heads, column.name, taken=taken)
            if found is not None:
                chosen[column.name] = found
                taken.add(found)
    suggested = _suggested(heads, columns, chosen, out)
    if adopt_suggestions:
        chosen |= suggested
    suggestions = {heads[position]: name for name, position in suggested.items()}
    _require(columns, chosen, heads, suggestions)
    present = tuple(column for column in columns if column.name in chosen)
    used = set(chosen.values())
    ignored = tuple(head for position, head in enumerate(heads) if position not in used and head)
    positions = tuple(chosen[column.name] for column in present)
    return ColumnMap(heads, present, positions, ignored, {} if adopt_suggestions else suggestions)


def _chosen(heads: Sequence[str], names: set[str], mapping: Mapping[str, str]) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for heading, name in mapping.items():
        if name not in names:
            raise UnsuitableColumns(f"There is no field “{name}”. Fields: {', '.join(sorted(names))}.")
        if name in chosen:
            raise UnsuitableColumns(f"Two columns are mapped to the field “{name}”.")
        found = _once(heads, heading, [at for at, head in enumerate(heads) if head == heading.strip()])
        if found is None:
            found = _by_name(heads, heading, taken=set())
        if found is None:
            near = difflib.get_close_matches(heading, heads, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise UnsuitableColumns(f"The file has no column “{heading}”.{hint}")
        if found in chosen.values():
            raise UnsuitableColumns(f"The column “{heading}” is mapped to two fields.")
        chosen[name] = found
    return chosen


def _by_name(heads: Sequence[str], name: str, *, taken: set[int]) -> int | None:
    exact = [at for at, head in enumerate(heads) if head == name and at not in taken]
    alike = [
        at
        for at, head in enumerate(heads)
        if normal_heading(head) == normal_heading(name) and at not in taken
    ]
    return _once(heads, name, exact or alike)


def _once(heads: Sequence[str], name: str, found: Sequence[int]) -> int | None:
    if len(found) > 1:
        numbers = " and ".join(str(at + 1) for at in found)
        raise UnsuitableColumns(f"The column “{name}” occurs more than once (columns {numbers}).")
    return found[0] if found else None


def _suggested(
    heads: Sequence[str], columns: Sequence[Column], chosen: Mapping[str, int], out: Collection[int]
) -> dict[str, int]:
    """For each field without a column the one heading that other systems use for it."""
    kept = {*chosen.values(), *out}
    free = {at: normal_heading(head) for at, head in enumerate(heads) if at not in kept}
    suggested: dict[str, int] = {}
    for column in columns:
        if column.name in chosen:
            continue
        ranked = HEADINGS.get(column.name, ())
        found = [at for wanted in ranked for at, heading in free.items() if heading == wanted]
        if found:
            suggested[column.name] = found[0]
            del free[found[0]]
    return suggested


def _require(
    columns: Sequence[Column], chosen: Mapping[str, int], heads: Sequence[str], suggestions: Mapping[str, str]
) -> None:
    missing = [column.name for column in columns if column.required and column.name not in chosen]
    if not missing:
        return
    names = ", ".join(f"“{name}”" for name in missing)
    hints = [
        f"“{head}” may be {name} (map {head}={name})" for head, name in suggestions.items() if name in missing
    ]
    found = ", ".join(heads[:12]) + (", …" if len(heads) > 12 else "")
    advice = f" Perhaps: {'; '.join(hints)}." if hints else f" The file has: {found}."
    sentence = (
        f"The file has no column {names}." if len(missing) == 1 else f"The file has no columns {names}."
    )
    raise UnsuitableColumns(sentence + advice, suggestions=suggestions)
