"""Every address of the product, with sample values, read off the URL configuration."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

PLACES = ("circle", "cop")
MISSING = UUID("00000000-0000-4000-8000-000000000000")
LIBRARIES = ("accounts/", "identity/", "__debug__/")
PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Route:
    """One address: its pattern as written, and its path with sample values of one community."""

    pattern: str
    sample: str
    path: str

    @property
    def is_about_a_community(self) -> bool:
        """Whether the sample chose which community it is about."""
        return bool(self.sample)

    def __str__(self) -> str:
        return f"{self.pattern} {self.sample}".strip()


def patterns() -> list[str]:
    """All patterns of ours, the sign-in library's left out."""
    found = _walk(get_resolver().url_patterns, "")
    return sorted({pattern for pattern in found if not pattern.startswith(LIBRARIES)})


def _walk(entries: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for entry in entries:
        pattern = prefix + str(entry.pattern).lstrip("^").rstrip("$").rstrip("\\Z")
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern)
        else:
            yield pattern


def routes(cast: Cast) -> list[Route]:
    """All patterns with values; those about a community twice, once of each kind."""
    return list(itertools.chain.from_iterable(_samples(pattern, cast) for pattern in patterns()))


def _samples(pattern: str, cast: Cast) -> Iterator[Route]:
    names = {match["name"] for match in PARAMETER.finditer(pattern)}
    chosen = PLACES if names & set(cast.parameters) else ("",)
    for sample in chosen:
        path = PARAMETER.sub(lambda match, sample=sample: _value(match, pattern, sample, cast), pattern)  # type: ignore[misc]
        yield Route(pattern, sample, "/" + path)


def _value(match: re.Match[str], pattern: str, sample: str, cast: Cast) -> str:
    name, converter = match["name"], match["converter"] or "str"
    if name == "place":
        return "ardenne" if pattern.startswith("w/") else str(cast.ids["ardenne_portal_slug"])
    if sample and (value := cast.sample(sample, name)):
        return value
    return {"uuid": str(MISSING), "int": "1"}.get(converter, "nothing")
