"""From figures to findings and one word. No score is made of anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.health.finding import Finding
from analytics.health.health_run import Word
from analytics.health.subject import Section, Subject
from analytics.health.subjects import discussion
from analytics.health.subjects.registered import SUBJECTS
from communities.community.kinds import Kind

FEWEST_MEMBERS = 2
KEYS = tuple((subject, frozenset(one.key for one in subject.indicators)) for subject in SUBJECTS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, and the findings with the gravest first; those on performance do not enter the word."""

    word: Word
    findings: tuple[Finding, ...]


def judge(figures: Mapping[str, Any], *, kind: str = Kind.ARCHIVE) -> Verdict:
    """The verdict on the figures of one community."""
    if (figures["members"] or 0) < FEWEST_MEMBERS:
        return Verdict(Word.UNKNOWN, ())
    found = [(subject, one) for subject in _known(figures) for one in subject.findings(figures, kind)]
    found.sort(key=lambda pair: pair[1].word != Word.ACT)
    vital = [one for subject, one in found if subject.section == Section.VITALITY]
    return Verdict(word_of(vital), tuple(one for _subject, one in found))


def judge_discussion(figures: Mapping[str, Any]) -> Word:
    """The word on the discussions alone, without what would tell who joined, left or holds a role."""
    return word_of(discussion.findings(figures, Kind.CUSTOMER))


def word_of(findings: Iterable[Finding]) -> Word:
    """The gravest word among them; healthy where there are none."""
    words = {finding.word for finding in findings}
    return Word.ACT if Word.ACT in words else Word.WATCH if words else Word.HEALTHY


def _known(figures: Mapping[str, Any]) -> Iterator[Subject]:
    """The subjects of which this community has anything."""
    told = {key for key, figure in figures.items() if figure is not None}
    return (subject for subject, keys in KEYS if not told.isdisjoint(keys))
