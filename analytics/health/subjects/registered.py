"""The subjects of a check, in the order in which pages show them."""

from analytics.health.subject import Subject
from analytics.health.subjects import (
    actions,
    attendance,
    blocked_time,
    discussion,
    entry,
    people,
    principles,
    pulse,
    rhythm,
)

SUBJECTS: tuple[Subject, ...] = (
    people.SUBJECT,
    discussion.SUBJECT,
    rhythm.SUBJECT,
    attendance.SUBJECT,
    actions.SUBJECT,
    entry.SUBJECT,
    pulse.SUBJECT,
    blocked_time.SUBJECT,
    principles.SUBJECT,
)
