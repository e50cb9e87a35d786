"""Showing where the words stand, in the text as it was written."""

import re

from tenancy.search.folding import fold

BEFORE, LENGTH = 60, 240
WORD = re.compile(r"\w+")

Part = tuple[str, bool]


def excerpt(text: str, words: str) -> list[Part]:
    """A passage around the first hit, in parts; True marks a word that was sought. Accents do not matter."""
    sought = WORD.findall(fold(words))
    hits = [match.span() for match in WORD.finditer(text) if _sought(match[0], sought)]
    start = max(0, (hits[0][0] if hits else 0) - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + LENGTH)
    parts = _parts(text, [hit for hit in hits if start <= hit[0] and hit[1] <= end], start, end)
    return [*([("… ", False)] if start else []), *parts, *([(" …", False)] if end < len(text) else [])]


def _sought(word: str, sought: list[str]) -> bool:
    folded = fold(word)
    return any(folded.startswith(one) for one in sought)


def _parts(text: str, hits: list[tuple[int, int]], start: int, end: int) -> list[Part]:
    parts: list[Part] = []
    at = start
    for first, last in hits:
        parts += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [part for part in [*parts, (text[at:end], False)] if part[0]]
