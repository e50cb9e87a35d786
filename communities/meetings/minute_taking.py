"""The short minutes of a meeting."""

from datetime import datetime

from communities.discussions.markdown import render
from communities.meetings.meeting import Meeting
from tenancy.events.recording import record
from tenancy.people.person import Person


def write_minutes(meeting: Meeting, *, text: str, by: Person, at: datetime) -> None:
    """What was decided and said, in Markdown; rendered and sanitised here once. For leader and deputy."""
    meeting.minutes, meeting.minutes_html, meeting.minutes_at = text, render(text) if text else "", at
    meeting.save(update_fields=["minutes", "minutes_html", "minutes_at"])
    record(meeting, "minutes.written", by=by, community=meeting.community_id)
