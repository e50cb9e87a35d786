"""Looking for what could tell who a patient is, before words are stored (D10).

These are hints for the writer, never a judgement: she confirms or changes her words.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

DATE = re.compile(r"\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b")
TELEPHONE = re.compile(r"(?:\+|\b0)\d[\d /()-]{5,}")
# Record and insurance numbers.
NUMBER = re.compile(r"(?<![\d.,])\d{6,}(?![\d.,]\d)")
PATIENT = r"(?:patient(?:in|e|en)?|pt\.?|paziente|paciente)"
NAMED = re.compile(
    rf"\b{PATIENT}\s+(?:(?:mrs?|ms|herrn?|frau|m\.|mme|sig\.?(?:ra)?)\s+)?[A-ZÄÖÜÉÈ][\w'-]+"
    r"|\b(?:Mrs?|Ms|Herrn?|Frau|Mme)\.?\s+[A-ZÄÖÜ]\.",
    re.IGNORECASE,
)
# Without case a patient "was" would be a name: the word behind must begin with a capital.
CAPITAL = re.compile(r"\s[A-ZÄÖÜÉÈ][\w'.-]*$")
AGED = re.compile(
    rf"\b\d{{1,3}}[\s-]*(?:year[\s-]*old|years? of age|y/?o\b|jährige[rn]?\b|ans\b|años\b|anni\b)"
    rf"|\b{PATIENT}\b[^.\n]{{0,20}}\b(?:born|geboren|née?)\b",
    re.IGNORECASE,
)


def hints_of_patients(text: str) -> list[str]:
    """Sentences that say what could identify a patient, each with the words found; none for harmless text."""
    return list(_hints(text))


def _hints(text: str) -> Iterator[str]:
    if found := DATE.search(text):
        yield _("A date with day and year: “{words}”. Write the month, or how long ago.").format(
            words=found[0]
        )
    if found := NUMBER.search(TELEPHONE.sub(" ", text)):
        yield _("A long number: “{words}”. A case or insurance number must not stand here.").format(
            words=found[0]
        )
    if named := next((one[0] for one in NAMED.finditer(text) if CAPITAL.search(one[0])), ""):
        yield _("What looks like a patient's name: “{words}”.").format(words=named)
    if found := AGED.search(text):
        yield _("An exact age: “{words}”. Write a range, such as “in her fifties”.").format(words=found[0])
