"""How fresh each object of each source is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from customers.sources.source_feed import SourceFeed
from customers.sources.source_system import SourceSystem

# A source may be late by half of its rhythm before anybody is bothered.
GRACE = 1.5


@dataclass(frozen=True, slots=True)
class Feed:
    """One object of one source: `state` is fresh, stale, never (expected, but not come yet) or unasked."""

    source: SourceSystem
    object: str
    state: str
    last_seen_at: datetime | None = None
    last_changed_at: datetime | None = None
    last_rows: int | None = None
    due_at: datetime | None = None


def sources_with_feeds() -> list[SourceSystem]:
    """All sources with what they told; two queries."""
    return list(SourceSystem.objects.prefetch_related(Prefetch("feeds_seen", SourceFeed.objects.all())))


def feeds_of(source: SourceSystem, *, now: datetime) -> list[Feed]:
    """What the source told, and what is expected of it but never came."""
    seen = {feed.object: feed for feed in source.feeds_seen.all()}
    told = [_feed(source, seen[name], now) for name in sorted(seen)]
    return told + [Feed(source, name, "never") for name in source.feeds if name not in seen]


def stale_sources(*, now: datetime, sources: Sequence[SourceSystem] | None = None) -> list[str]:
    """The codes of sources of which something is stale or never came."""
    found = sources_with_feeds() if sources is None else sources
    late = ("stale", "never")
    return [one.code for one in found if any(feed.state in late for feed in feeds_of(one, now=now))]


def _feed(source: SourceSystem, seen: SourceFeed, now: datetime) -> Feed:
    expected = source.rhythm_days is not None and (not source.feeds or seen.object in source.feeds)
    due = seen.last_seen_at + timedelta(days=GRACE * (source.rhythm_days or 0)) if expected else None
    state = "unasked" if due is None else "stale" if due < now else "fresh"
    return Feed(source, seen.object, state, seen.last_seen_at, seen.last_changed_at, seen.last_rows, due)
