"""What a check notices, and how a subject says it in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.health.health_run import Word

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check noticed: `code` names its words, `evidence` holds the figures that they quote."""

    code: str
    word: Word
    evidence: Mapping[str, Any]
    for_members: bool = False
    for_office: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one kind of finding; `evidence` quotes figures by the key of their indicator."""

    title: Any
    evidence: Any
    cause: Any
    step: Any


def noticed(
    code: str,
    word: Word,
    figures: Mapping[str, Any],
    *quoted: str,
    for_members: bool = False,
    for_office: bool = False,
) -> Finding:
    """The finding `code` with the figures that its words quote."""
    evidence = {name: figures[name] for name in quoted}
    return Finding(code, word, evidence, for_members=for_members, for_office=for_office)
