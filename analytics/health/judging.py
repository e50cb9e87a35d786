"""From figures to findings and one word. No score is made of anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.health.health_run import Word
from communities.community.kinds import Kind

SMALLEST_GROUP = 8
FEWEST_CONTRIBUTORS = 10
FEWEST_TOPICS = 5
FEWEST_NEWCOMERS = 5
SILENT_DAYS, DEAD_DAYS = 30, 90
SLOW_HOURS = 72
MUCH_UNANSWERED = 0.25
MUCH_CONCENTRATED = 0.6
TURNOVER_BAND = (0.05, 0.5)
LITTLE_DIVERSITY = 0.3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check noticed: `code` names its words, `evidence` holds the figures that they quote."""

    code: str
    word: Word
    evidence: Mapping[str, Any]
    for_members: bool = False
    for_office: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, and the findings behind it with the gravest first."""

    word: Word
    findings: tuple[Finding, ...]


def judge(figures: Mapping[str, Any], *, kind: str = Kind.ARCHIVE) -> Verdict:
    """The verdict on the figures of one community; roles are looked at in living communities only."""
    if figures["members"] < 2:
        return Verdict(Word.UNKNOWN, ())
    found = [*_people(figures), *_discussion(figures)]
    if kind != Kind.ARCHIVE:
        found += _roles(figures)
    found.sort(key=lambda finding: finding.word != Word.ACT)
    word = found[0].word if found else Word.HEALTHY
    return Verdict(word, tuple(found))


def judge_discussion(figures: Mapping[str, Any]) -> Word:
    """The word on the discussions alone, without what would tell who joined, left or holds a role."""
    found = {finding.word for finding in _discussion(figures)}
    return Word.ACT if Word.ACT in found else Word.WATCH if found else Word.HEALTHY


def _finding(code: str, word: Word, figures: Mapping[str, Any], *quoted: str, **flags: bool) -> Finding:
    return Finding(code, word, {name: figures[name] for name in quoted}, **flags)


def _discussion(figures: Mapping[str, Any]) -> Iterator[Finding]:
    silent = figures["days_since_contribution"]
    if silent is None or silent >= SILENT_DAYS:
        grave = silent is None or silent >= DEAD_DAYS
        yield _finding(
            "silence", Word.ACT if grave else Word.WATCH, figures, "days_since_contribution", "members"
        )
    absence = figures["absence_factor"]
    if absence is not None and absence <= 2 and figures["members"] >= SMALLEST_GROUP:
        yield _finding("absence_factor", Word.WATCH, figures, "absence_factor", "members")
    share = figures["top10_share"]
    if share is not None and share > MUCH_CONCENTRATED and figures["contributors"] >= FEWEST_CONTRIBUTORS:
        yield _finding("concentration", Word.WATCH, figures, "top10_share", "contributors")
    late = figures["unanswered_after_7_days"]
    if late is not None and late > MUCH_UNANSWERED and figures["topics_a_week_old"] >= FEWEST_TOPICS:
        yield _finding("unanswered", Word.WATCH, figures, "unanswered_after_7_days", "topics_a_week_old")
    hours = figures["median_first_reply_hours"]
    if hours is not None and hours > SLOW_HOURS and figures["topics"] >= FEWEST_TOPICS:
        yield _finding("slow_response", Word.WATCH, figures, "median_first_reply_hours", "topics")


def _people(figures: Mapping[str, Any]) -> Iterator[Finding]:
    turnover, large = figures["turnover"], figures["members"] >= SMALLEST_GROUP
    if turnover is not None and large and not TURNOVER_BAND[0] <= turnover <= TURNOVER_BAND[1]:
        code = "turnover_low" if turnover < TURNOVER_BAND[0] else "turnover_high"
        yield _finding(code, Word.WATCH, figures, "turnover", "joiners", "leavers", "members")
    began = figures["newcomers_who_took_part"]
    if began is not None and began < 0.5 and figures["newcomers"] >= FEWEST_NEWCOMERS:
        yield _finding("newcomers", Word.WATCH, figures, "newcomers_who_took_part", "newcomers")
    diversity = figures["diversity_functions"]
    if (
        diversity is not None
        and diversity < LITTLE_DIVERSITY
        and figures["functions_known"] >= SMALLEST_GROUP
    ):
        yield _finding(
            "diversity",
            Word.WATCH,
            figures,
            "diversity_functions",
            "functions_known",
            for_members=True,
            for_office=True,
        )


def _roles(figures: Mapping[str, Any]) -> Iterator[Finding]:
    if not figures["leaders"]:
        yield _finding("no_leader", Word.ACT, figures, "leaders", for_members=True)
    elif not figures["deputies"]:
        yield _finding("no_deputy", Word.WATCH, figures, "deputies", "leaders")
