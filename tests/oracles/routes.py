"""Every address of the product, with sample values, read off the URL configuration."""

import itertools
import re
from collections.abc import Iterator, Mapping
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


def routes_to(cast: Cast, rows: Mapping[str, UUID]) -> list[tuple[Route, Route]]:
    """Addresses of the circle that name one of these rows, each beside the same one with an id that nothing has."""
    wanted = rows.keys() - set(cast.parameters)
    return [
        (Route(pattern, "circle", _path(pattern, "circle", cast, rows)), missing)
        for pattern in patterns()
        if wanted & _names(pattern, converter="uuid")
        for missing in _samples(pattern, cast)
        if missing.sample in ("circle", "")
    ]


def _samples(pattern: str, cast: Cast) -> Iterator[Route]:
    for sample in PLACES if _names(pattern) & set(cast.parameters) else ("",):
        yield Route(pattern, sample, _path(pattern, sample, cast, {}))


def _names(pattern: str, *, converter: str = "") -> set[str]:
    found = PARAMETER.finditer(pattern)
    return {match["name"] for match in found if converter in ("", match["converter"])}


def _path(pattern: str, sample: str, cast: Cast, rows: Mapping[str, UUID]) -> str:
    return "/" + PARAMETER.sub(lambda match: _value(match, pattern, sample, cast, rows), pattern)


def _value(match: re.Match[str], pattern: str, sample: str, cast: Cast, rows: Mapping[str, UUID]) -> str:
    name, converter = match["name"], match["converter"] or "str"
    if name == "place":
        return "ardenne" if pattern.startswith("w/") else str(cast.ids["ardenne_portal_slug"])
    if name in rows and name not in cast.parameters and converter == "uuid":
        return str(rows[name])
    if sample and (value := cast.sample(sample, name)):
        return value
    return {"uuid": str(MISSING), "int": "1"}.get(converter, "nothing")
