"""The written definitions of all indicators; a change of meaning is a new version."""

from django.utils.translation import gettext_lazy as _

from analytics.health.indicator import Indicator
from analytics.health.subjects.registered import SUBJECTS

DEFINITIONS_VERSION = "1.2"

PEOPLE = _(
    "People are distinct persons. A deleted author counts as another person, never as the one who asked. "
    "System accounts are no members; their posts are neither topics nor replies nor contributions, while "
    "people's replies to them are contributions. Removed posts and reactions to them are ignored. Days are "
    "calendar days in the firm's time zone."
)

INDICATORS: tuple[Indicator, ...] = tuple(one for subject in SUBJECTS for one in subject.indicators)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
SUBJECT_OF = {indicator.key: subject for subject in SUBJECTS for indicator in subject.indicators}
SUBJECT_OF_FINDING = {code: subject for subject in SUBJECTS for code in subject.words}
WORDS = {code: words for subject in SUBJECTS for code, words in subject.words.items()}
