"""The subjects of a check, in the order in which pages show them."""

from analytics.health.subject import Subject
from analytics.health.subjects import discussion, entry, people

SUBJECTS: tuple[Subject, ...] = (
    people.SUBJECT,
    discussion.SUBJECT,
    entry.SUBJECT,
)
