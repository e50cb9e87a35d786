"""Reading the demo's content."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
SPEAKER = re.compile(r"^--- (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """One post: who, how long after the one before, in which language, with which reactions."""

    who: str
    body: str
    after: str
    marks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Talk:
    """A hand-written thread. `marks` are kind, lang, ago and perhaps accepted (a post's number)."""

    title: str
    marks: dict[str, str]
    posts: list[Said] = field(default_factory=list)


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file of that name."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def talks(community: str) -> list[Talk]:
    """The hand-written threads of a community, in the order of the files; none where nobody wrote any."""
    found: list[Talk] = []
    for path in sorted((CONTENT / "threads").glob(f"{community}*.md")):
        parts = HEADING.split(path.read_text(encoding="utf-8"))
        found += [_talk(title, text) for title, text in zip(parts[1::2], parts[2::2], strict=True)]
    return found


def _talk(title: str, text: str) -> Talk:
    head, *rest = SPEAKER.split(text)
    posts = [_said(line, body) for line, body in zip(rest[::2], rest[1::2], strict=True)]
    return Talk(title.strip(), _marks(head.split()), posts)


def _said(line: str, body: str) -> Said:
    who, *words = line.split()
    after = next((word[1:] for word in words if word.startswith("+")), "0m")
    return Said(who, body.strip(), after, _marks(words))


def _marks(words: list[str]) -> dict[str, str]:
    return dict(word.split(":", 1) for word in words if ":" in word)
