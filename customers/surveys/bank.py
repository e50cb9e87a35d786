"""The item bank: questions that surveys share, so that results can be compared over time and between surveys.

The three areas in which physicians saw room for improvement, and the use of computer and Internet, are those of
the investigation of 120 physicians that the method rests on.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from customers.needs.functions import Function
from customers.surveys.item import Measure, Scale


@dataclass(frozen=True, slots=True)
class BankItem:
    """A question of the bank, in English; a survey may word it in its own language and keeps the code."""

    code: str
    text: str
    scale: str
    aspect: str = ""
    measure: str = ""
    function: str = ""
    choices: list[str] = field(default_factory=list)


ASPECTS = (
    ("relevant_research", "Relevant and updated research results", Function.MEDICAL),
    ("new_product_information", "New information about the product", Function.MARKETING),
    ("unbiased_information", "Unbiased product information", Function.MEDICAL),
    ("time_of_visits", "Visits at the right time and of the right length", Function.SALES),
    ("digital_services", "Services on the Internet that work", Function.IT),
)
WEBSITES = ["Neutral sources", "Professional societies", "Journals", "Firms", "Colleagues’ networks"]


def _aspect_items() -> list[BankItem]:
    return [
        item
        for code, aspect, function in ASPECTS
        for item in (
            BankItem(
                f"{code}_importance",
                f"How important is this to you: {aspect.lower()}?",
                Scale.FIVE,
                aspect,
                Measure.IMPORTANCE,
                function,
            ),
            BankItem(
                f"{code}_performance",
                f"How well do our representatives and services do here: {aspect.lower()}?",
                Scale.FIVE,
                aspect,
                Measure.PERFORMANCE,
                function,
            ),
        )
    ]


BANK: tuple[BankItem, ...] = (
    *_aspect_items(),
    BankItem("has_computer", "Do you have a computer?", Scale.YES_NO),
    BankItem("internet_regularly", "Do you use the Internet regularly?", Scale.YES_NO),
    BankItem("internet_for_work", "Do you use the Internet for your work?", Scale.YES_NO),
    BankItem(
        "most_visited_sites",
        "Which websites do you visit most for your work?",
        Scale.MULTIPLE,
        choices=WEBSITES,
    ),
    BankItem(
        "peer_trust",
        "When you need advice on a difficult case, colleagues are the source I trust most.",
        Scale.FIVE,
    ),
    BankItem(
        "knows_whom_to_ask",
        "I know whom to ask when I meet a rare complication.",
        Scale.FIVE,
    ),
    BankItem("knowledge_current", "My knowledge in this field is up to date.", Scale.FIVE),
    BankItem("cases_per_month", "How many such patients do you treat in a month?", Scale.NUMBER),
    BankItem("open_wish", "What should we stop, start or do better?", Scale.TEXT),
)
BY_CODE = {item.code: item for item in BANK}
KNOWLEDGE = ("knows_whom_to_ask", "knowledge_current")
"""Outcomes of knowledge, whose waves stand beside sales."""


def as_item(code: str) -> dict[str, Any]:
    """The bank's item as a survey stores it."""
    return asdict(BY_CODE[code])
