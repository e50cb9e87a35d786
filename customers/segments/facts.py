"""What segment rules may ask about an account: a small closed language, the same list as in the database."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

NUMBER, WORDS = "number", "words"
DIGITAL = ("computer", "internet", "internet for work")
OPERATORS: dict[str, dict[str, Any]] = {
    NUMBER: {"at_least": _("is at least"), "below": _("is below"), "known": _("is known")},
    WORDS: {"one_of": _("is one of"), "none_of": _("is none of"), "known": _("is known")},
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed fact of an account; `of_sales` marks what only those who oversee sales read account by account."""

    key: str
    label: Any
    kind: str
    hint: Any
    unit: str = ""
    of_sales: bool = False


FACTS = (
    Fact(
        "sales_12m",
        _("Net sales of the last 12 months"),
        NUMBER,
        _("in the currency that most accounts have; months nobody told are left out"),
        of_sales=True,
    ),
    Fact(
        "growth",
        _("Growth of sales"),
        NUMBER,
        _("mean month of the last 12 against the 12 before; needs nine known months in each"),
        unit="%",
        of_sales=True,
    ),
    Fact(
        "potential",
        _("Potential"),
        NUMBER,
        _("what the account buys from everybody in a year, by the newest estimate"),
        of_sales=True,
    ),
    Fact(
        "share",
        _("Share of potential"),
        NUMBER,
        _("own sales over potential, in the months of its period that are over"),
        unit="%",
        of_sales=True,
    ),
    Fact("contacts", _("Number of contacts"), NUMBER, _("people at the account in your records")),
    Fact("type", _("Type of centre"), WORDS, _("as your source system calls it")),
    Fact("region", _("Region"), WORDS, _("as your source system calls it")),
    Fact("country", _("Country"), WORDS, _("as your source system writes it")),
    Fact("crm_segment", _("Segment in your CRM"), WORDS, _("what the source system says")),
    Fact("attributes", _("Therapy-area attributes"), WORDS, _("name and value, as in “Formulary: listed”")),
    Fact("profession", _("Profession of a contact"), WORDS, _("at least one contact has it")),
    Fact(
        "digital",
        _("Digital readiness of a contact"),
        WORDS,
        _("computer, internet, internet for work: from named surveys alone"),
    ),
)
BY_KEY = {fact.key: fact for fact in FACTS}


def fact_choices() -> list[tuple[str, str]]:
    """Keys and labels for a select."""
    return [(fact.key, str(fact.label)) for fact in FACTS]


def operator_choices(fact: str) -> list[tuple[str, str]]:
    """The operators that fit a fact."""
    return [(key, str(label)) for key, label in OPERATORS[BY_KEY[fact].kind].items()]
