"""Surveys of the demo: 120 physicians on paper, the same questions a year later, and named digital habits."""

from random import Random
from typing import Any
from uuid import UUID

from config.demo.world import World
from customers.accounts.contact import Contact
from customers.needs.routed_action import Origin, RoutedAction
from customers.needs.routing import accept, route
from customers.surveys.answering import answer
from customers.surveys.bank import ASPECTS, KNOWLEDGE, WEBSITES, as_item
from customers.surveys.importing import bring_in
from customers.surveys.inviting import invite
from customers.surveys.making import close_wave, open_wave, save_survey
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.people.person import Person
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for

MAKER, MEDICAL = "esteve", "amsler"
PHYSICIANS = 120
COMPUTER, INTERNET, FOR_WORK = 108, 80, 78
"""Of 120: 90, 67 and 65 percent."""
NEEDS = {"relevant_research": (4.6, 3.2), "new_product_information": (4.1, 3.4), "unbiased_information": (4.7, 2.8),
         "time_of_visits": (3.6, 3.7), "digital_services": (3.3, 2.9)}  # fmt: skip
WISHES = (
    "Send the whole paper, not the slide.",
    "Tell us what the trial did not show.",
    "Come when there is news, not every month.",
    "A number that is answered at night would help.",
    "Let us talk to centres that have used it longer.",
)
ANONYMOUS = (
    "Your answers are stored without your name. Your link is destroyed when you send them. Results are shown only "
    "when ten people have answered."
)
NAMED = (
    "Your answers are stored with your name and help us to choose the channels for your centre. They never decide a "
    "benefit. You may ask to see or delete them."
)


def ask(world: World) -> None:
    """All of it, once; needs contacts and segments."""
    maker = world.people[MAKER]
    with acting_for(world.tenant, maker.id):
        if Survey.objects.exists():
            return
        survey = _investigation(world, maker)
        _route(world, survey, maker)
        wave = _habits(world, maker)
        links = _links(wave)
    dice = Random("habits")
    for token in links[: len(links) * 3 // 5]:
        answer(token, _digital(dice))
    _date_back(world, survey)
    with acting_for(world.tenant, world.people[MEDICAL].id):
        action = RoutedAction.objects.get(title="Gap: Unbiased product information")
        medical = world.people[MEDICAL]
        accept(action, owner=medical, due_on=world.clock.month(-2), by=medical, at=world.clock.day(6))


def _fields(world: World, title: str, purpose: str, *, anonymous: bool) -> dict[str, Any]:
    return {
        "title": title,
        "purpose": purpose,
        "anonymous": anonymous,
        "minimum": 10 if anonymous else 5,
        "sponsor": "Helvora Critical Care",
        "privacy": ANONYMOUS if anonymous else NAMED,
        "language": "en",
    }


def _investigation(world: World, maker: Person) -> Survey:
    """The paper study of 120 physicians and its second wave."""
    codes = [f"{code}_{measure}" for code, *_rest in ASPECTS for measure in ("importance", "performance")]
    codes += ["has_computer", "internet_regularly", "internet_for_work", "most_visited_sites", "peer_trust"]
    codes += [*KNOWLEDGE, "open_wish"]
    title = "What physicians of high potential need"
    purpose = "To understand what you need from us, and what we should do better."
    fields = _fields(world, title, purpose, anonymous=True)
    survey = Survey.objects.get(id=save_survey(None, fields=fields, items=[as_item(code) for code in codes]))
    dice = Random("investigation")
    shares = (COMPUTER, INTERNET, FOR_WORK)
    for name, n, better, counts in (
        ("Before the programme", PHYSICIANS, 0.0, shares),
        ("Two years later", 118, 0.6, (111, 97, 94)),
    ):
        wave = open_wave(survey, name=name, closes_on=None, by=maker)
        bring_in(wave, _answers(dice, n, better=better, counts=counts))
        close_wave(wave, by=maker)
    return survey


def _answers(dice: Random, n: int, *, better: float, counts: tuple[int, int, int]) -> list[dict[str, Any]]:
    rows = []
    for at in range(n):
        row: dict[str, Any] = {
            "has_computer": at < counts[0],
            "internet_regularly": at < counts[1],
            "internet_for_work": at < counts[2],
            "most_visited_sites": dice.sample(WEBSITES, 1)
            + (["Neutral sources"] if dice.random() < 0.8 else []),
            "peer_trust": _point(dice, 4.4),
            "knows_whom_to_ask": _point(dice, 3.1 + better),
            "knowledge_current": _point(dice, 3.3 + 0.7 * better),
        }
        row["most_visited_sites"] = sorted(set(row["most_visited_sites"]))
        for code, (importance, performance) in NEEDS.items():
            row[f"{code}_importance"] = _point(dice, importance)
            row[f"{code}_performance"] = _point(dice, performance + better)
        if at % 7 == 0:
            row["open_wish"] = WISHES[at // 7 % len(WISHES)]
        rows.append(row)
    dice.shuffle(rows)
    return rows


def _point(dice: Random, mean: float) -> int:
    return min(5, max(1, round(dice.gauss(mean, 0.8))))


def _habits(world: World, maker: Person) -> SurveyWave:
    title = "How your centre likes to be reached"
    fields = _fields(world, title, "So that help reaches you on the way you use.", anonymous=False)
    codes = ("has_computer", "internet_regularly", "internet_for_work", "cases_per_month")
    survey = Survey.objects.get(id=save_survey(None, fields=fields, items=[as_item(code) for code in codes]))
    return open_wave(survey, name="This autumn", closes_on=None, by=maker)


def _links(wave: SurveyWave) -> list[str]:
    """Links of ninety contacts; no mail is sent for them."""
    contacts = list(Contact.objects.order_by("external_id").values_list("id", flat=True)[:90])
    tokens: dict[UUID, str] = {contact: f"demo-{wave.id}-{contact}" for contact in contacts}
    invite(wave, tokens)
    return list(tokens.values())


def _digital(dice: Random) -> dict[str, Any]:
    computer = dice.random() < 0.95
    regularly = computer and dice.random() < 0.85
    return {
        "has_computer": computer,
        "internet_regularly": regularly,
        "internet_for_work": regularly and dice.random() < 0.9,
        "cases_per_month": dice.randint(4, 60),
    }


def _route(world: World, survey: Survey, maker: Person) -> None:
    """Two gaps of the first wave went to the functions that can close them."""
    for aspect, function, text in (
        ("Unbiased product information", "medical", "Importance 4.6, performance 2.8 in the first wave."),
        ("New information about the product", "marketing", "News should reach physicians within a month."),
    ):
        route(
            origin_kind=Origin.SURVEY,
            origin=survey.id,
            title=f"Gap: {aspect}",
            text=text,
            function=function,
            due_on=world.clock.month(-1),
            by=maker,
            at=world.clock.day(12),
        )


def _date_back(world: World, survey: Survey) -> None:
    """The two waves lie two years apart."""
    with loading([SurveyWave]):
        for wave in SurveyWave.objects.using(OWNER).filter(survey_id=survey.id):
            wave.opened_on = world.clock.day(760 if wave.number == 1 else 40).date()
            wave.closed_at = world.clock.day(730 if wave.number == 1 else 14)
            wave.save(using=OWNER, update_fields=["opened_on", "closed_at"])
