"""The figures that a customer community's monthly release may hold, and how they are said."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from analytics.health.health_run import Word
from analytics.releases.rule import FEW, MOST, Shown

WORD, MEMBERS, ACTIVE, CONTRIBUTORS = "word", "members", "active_members", "contributors"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, what it means, and to whom at the sponsor it goes."""

    key: str
    label: Any
    definition: Any
    receiver: Any

    @property
    def noted_label(self) -> str:
        """The label for the members' ledger, whose lines are in one language."""
        with override("en"):
            return str(self.label)


FIGURES: tuple[Figure, ...] = (
    Figure(
        WORD,
        gettext_lazy("Health word"),
        gettext_lazy(
            "Healthy, watch or act: what the discussions of the month come to, judged from the month's fixed "
            "group of members alone. No reason goes with it."
        ),
        gettext_lazy("the steward; management only counts communities by word"),
    ),
    Figure(
        MEMBERS,
        gettext_lazy("Members"),
        gettext_lazy(
            "Members at the beginning of the month, rounded to 5. While fewer than ten people joined or left, "
            "the group of the month before is counted again. Kept back, it keeps back the two figures below, "
            "which tell the same number."
        ),
        gettext_lazy("management, sales management, programme office"),
    ),
    Figure(
        ACTIVE,
        gettext_lazy("Active in discussions"),
        gettext_lazy(
            "Of these, how many wrote or reacted in the month, rounded to 5, below 50 members to 10; “few” or "
            "“most” near the ends. Whoever has left that group since is counted on as in the months before, so that "
            "no figure tells what one person did. Fewer than the “active members” of a community's own health "
            "check, which since its definitions 1.1 also counts who came to a meeting or did an action: that stays "
            "inside."
        ),
        gettext_lazy("management, sales management, programme office"),
    ),
    Figure(
        CONTRIBUTORS,
        gettext_lazy("Contributors"),
        gettext_lazy("Of these, how many wrote a topic or a reply, said in the same way."),
        gettext_lazy("management, sales management, programme office"),
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
KEYS = tuple(BY_KEY)


def said(key: str, shown: Shown) -> str:
    """The figure in words, the same wherever it is read."""
    if key == WORD:
        return str(Word(shown.says).label)
    if shown.says == FEW:
        return _("few of about %(of)s") % {"of": shown.of}
    if shown.says == MOST:
        return _("most of about %(of)s") % {"of": shown.of}
    if shown.of is not None:
        return _("about %(about)s of %(of)s (%(percent)s %%)") % {
            "about": shown.about,
            "of": shown.of,
            "percent": shown.percent,
        }
    return _("about %(about)s") % {"about": shown.about}


def noted(key: str, shown: Shown) -> str:
    """The same for the members' ledger, whose lines are in one language."""
    with override("en"):
        return f"{BY_KEY[key].label}: {said(key, shown)}"
