"""Names of files that are safe in a header, on a page and on anybody's disk."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST_STEM = 100
# Control and format characters (writing direction among them), surrogates, and what a file system forbids.
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


def clean_name(name: str, *, endings: Sequence[str]) -> str:
    """The last part of `name`, visible characters only, with one of the endings; never empty."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in INVISIBLE)
    stem, _, ending = FORBIDDEN.sub("_", shown).rpartition(".")
    if not stem:
        stem, ending = ending, ""
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_STEM].rstrip(". ") or "attachment"
    stem = f"_{stem}" if RESERVED.fullmatch(stem) else stem
    return f"{stem}.{ending.lower() if ending.lower() in endings else endings[0]}"
