"""The subjects of a check, in the order in which pages show them."""

from analytics.health.subject import Subject
from analytics.health.subjects import (
    actions,
    adoption,
    attendance,
    blocked_time,
    discussion,
    entry,
    goals,
    leading,
    people,
    principles,
    pulse,
    readiness,
    recognition,
    rhythm,
    roles,
    solutions,
)

SUBJECTS: tuple[Subject, ...] = (
    people.SUBJECT,
    discussion.SUBJECT,
    rhythm.SUBJECT,
    attendance.SUBJECT,
    actions.SUBJECT,
    entry.SUBJECT,
    roles.SUBJECT,
    readiness.SUBJECT,
    adoption.SUBJECT,
    leading.SUBJECT,
    recognition.SUBJECT,
    pulse.SUBJECT,
    blocked_time.SUBJECT,
    principles.SUBJECT,
    solutions.SUBJECT,
    goals.SUBJECT,
)
