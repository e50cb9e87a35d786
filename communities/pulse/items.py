"""What the pulse survey asks: six dimensions with two statements each, and what only some communities are asked.

All are answered from 1 (not at all) to 5 (fully). The database knows the same codes (`app.pulse_items`).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.community.kinds import Kind

ASKED_KINDS = (Kind.INDUCED_COP, Kind.STRATEGIC, Kind.CO_INNOVATION, Kind.CUSTOMER)
FEWEST_ANSWERS = 5
"""Of fewer answers nothing is kept, and no cell of a distribution holds fewer."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one or more statements are about; results are given by topic."""

    code: str
    label: Any
    help: Any
    statements: tuple[Any, ...]

    @property
    def items(self) -> tuple[tuple[str, Any], ...]:
        """Codes of the statements with their wording."""
        if len(self.statements) == 1:
            return ((self.code, self.statements[0]),)
        return tuple((f"{self.code}.{n}", text) for n, text in enumerate(self.statements, start=1))


DIMENSIONS: tuple[Topic, ...] = (
    Topic(
        "domain",
        _("Domain"),
        _("What we are about, and whether it matters."),
        (
            _("I know what this community is about, and what it is not about."),
            _("What we work on here matters for my daily work."),
        ),
    ),
    Topic(
        "community",
        _("Community"),
        _("Trust and help among members."),
        (
            _("I can say openly here what I do not know."),
            _("When I ask for help here, somebody helps."),
        ),
    ),
    Topic(
        "practice",
        _("Practice"),
        _("What we learn, keep and use."),
        (
            _("I have used something at work that I learned here."),
            _("We keep what works where I find it again."),
        ),
    ),
    Topic(
        "motivation",
        _("Motivation"),
        _("Why we take part."),
        (
            _("I take part because I want to, not because I must."),
            _("I look forward to our next exchange."),
        ),
    ),
    Topic(
        "structure",
        _("Structure"),
        _("Roles, meetings and tools."),
        (
            _("It is clear who does what here."),
            _("Meetings and tools make it easy to take part."),
        ),
    ),
    Topic(
        "mandate",
        _("Mandate"),
        _("What we may decide, and what becomes of it."),
        (
            _("We decide ourselves what we work on."),
            _("What we work out is taken up where it counts."),
        ),
    ),
)
WORKLOAD: tuple[Topic, ...] = (
    Topic(
        "hindered",
        _("My supervisor hinders"),
        _("Time and support for the community. Supervisors never see single answers."),
        (_("My supervisor hinders my work for this community."),),
    ),
    Topic(
        "stuck",
        _("Stuck in between"),
        _("Whether the community and the line ask for different things."),
        (_("I am stuck in between: the community wants one thing of me, my line of work another."),),
    ),
)
PRINCIPLES: tuple[Topic, ...] = (
    Topic(
        "openness",
        _("Openness and serendipity"),
        _("Design an interaction format that promotes openness and allows for serendipity."),
        (_("The way we exchange is open and leaves room for what nobody planned."),),
    ),
    Topic(
        "culture",
        _("Common culture"),
        _("Build upon a common organizational culture."),
        (_("We build on what our organisation has in common: its words, habits and training."),),
    ),
    Topic(
        "interests",
        _("Mutual interests"),
        _(
            "Demonstrate the existence of mutual interests after the initial success at resolving issues and "
            "achieving corporate goals."
        ),
        (_("Since our first successes I see which interests we share."),),
    ),
    Topic(
        "collective",
        _("Collective learning"),
        _(
            "Leverage those aspects of the organizational culture that respect the value of collective learning."
        ),
        (_("Learning together counts here, not only what each of us achieves alone."),),
    ),
    Topic(
        "embedded",
        _("Part of the work"),
        _("Embed knowledge-sharing practices into the work processes of the group."),
        (_("Sharing knowledge is part of how we work, not an extra task."),),
    ),
    Topic(
        "own_norms",
        _("Own processes and norms"),
        _(
            "Establish an environment in which knowledge sharing is based on processes and cultural norms that are "
            "defined by the community rather than other parts of the organization."
        ),
        (_("Our processes and norms are our own; no other part of the organisation sets them."),),
    ),
)
EXTRA: dict[str, tuple[Topic, ...]] = {Kind.INDUCED_COP: WORKLOAD, Kind.STRATEGIC: PRINCIPLES}
BY_CODE = {topic.code: topic for topic in (*DIMENSIONS, *WORKLOAD, *PRINCIPLES)}


def topics_of(kind: str) -> tuple[Topic, ...]:
    """What a community of this kind is asked, in order."""
    return (*DIMENSIONS, *EXTRA.get(kind, ()))


def codes_of(kind: str) -> list[str]:
    """The codes of all statements of such a community."""
    return [code for topic in topics_of(kind) for code, _text in topic.items]
