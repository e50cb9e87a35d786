"""Answering a wave, once, without a trace that leads from the answers to a person."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.pulse.ballot_box import PulseTurnout
from communities.pulse.items import topics_of
from communities.pulse.pulse_wave import PulseWave
from tenancy.people.person import Person
from tenancy.wall.functions import call

POINTS = (
    ("1", _("1: not at all")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5: fully")),
)


def has_answered(wave: PulseWave, *, person: Person) -> bool:
    """Whether she has answered this running wave; nobody else can ask."""
    return PulseTurnout.objects.filter(wave=wave, person=person).exists()


def answer(wave: UUID, given: Mapping[str, int]) -> None:
    """Adds the acting person's answers to the box. No event is recorded of it, neither who nor when.

    Raises RuleBroken `pulse_answered`, `pulse_ended`, `pulse_misfit`, `not_found`.
    """
    call("answer_pulse", wave, dict(given))


class PulseForm(forms.Form):
    """All statements of a wave; each is answered."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.topics = topics_of(kind)
        for topic in self.topics:
            for code, text in topic.items:
                self.fields[code] = forms.TypedChoiceField(
                    label=text,
                    choices=POINTS,
                    coerce=int,
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Choose a number from 1 to 5.")},
                )

    def sections(self) -> Iterator[dict[str, Any]]:
        """The statements by topic, as the page draws them."""
        for topic in self.topics:
            yield {"topic": topic, "fields": [self[code] for code, _text in topic.items]}
