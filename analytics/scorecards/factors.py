"""The instruments: the published tables of success factors, and the six principles of strategic communities.

T1 and T2 are tables 1 and 2 of Erat et al., "Induced Communities of Practice Enhance Organizational Performance", in
their wording. The principles are those of Storck and Hill, "Knowledge Diffusion through Strategic Communities".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.pulse.items import PRINCIPLES


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor. `figures` are indicators of the health check that tell something about it."""

    code: str
    text: Any
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """Factors that belong together."""

    code: str
    label: Any
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """What a kind of community rates itself on."""

    code: str
    label: Any
    source: Any
    dimensions: tuple[Dimension, ...]

    def factors(self) -> Iterator[Factor]:
        """All factors in order."""
        for dimension in self.dimensions:
            yield from dimension.factors


INTERNAL = Instrument(
    "T1",
    _("Success factors of internal integration"),
    _("Table 1 of Erat et al. (2005), in its wording"),
    (
        Dimension(
            "customer_insight",
            _("Customer Insight"),
            (
                Factor(
                    "t1_customer_insight",
                    _(
                        "Build “customer insight” (e.g. customer potential and emergent needs) through systematic and "
                        "continuous data capturing and analysis and “Customer Deep Dives”"
                    ),
                ),
            ),
        ),
        Dimension(
            "knowledge_insight",
            _("Knowledge Insight"),
            (
                Factor(
                    "t1_knowledge_areas",
                    _(
                        "Identify the most important current and future knowledge and competence areas through a "
                        "structured knowledge workshop"
                    ),
                    ("pulse_domain",),
                ),
                Factor(
                    "t1_strengths_and_gaps",
                    _(
                        "Let the communities dwell into the knowledge areas analyzing the sub dimensions of each area "
                        "and identifying areas of strength and weakness"
                    ),
                    ("pulse_practice",),
                ),
            ),
        ),
        Dimension(
            "promotion",
            _("Communication and Promotion"),
            (
                Factor(
                    "t1_top_management",
                    _("Ensure top management support and promotion of the CoP strategy"),
                    ("pulse_mandate",),
                ),
                Factor(
                    "t1_awareness",
                    _(
                        "Develop and roll out a “CoP awareness program” that involves all relevant internal "
                        "stakeholders (e.g. through “train the trainer sessions”)"
                    ),
                    ("blocked_time",),
                ),
            ),
        ),
        Dimension(
            "constellation",
            _("Community Constellation"),
            (
                Factor(
                    "t1_right_leaders",
                    _(
                        "Identify the right leaders with a high level of knowledge in the respective domain and good "
                        "informal leadership skills (deal with the topic of informal leadership at the very beginning)"
                    ),
                    ("leaders", "deputies"),
                ),
                Factor(
                    "t1_right_members",
                    _(
                        "Identify potential members, together with the leader, with a high level of knowledge in the "
                        "respective domain and a high level of intrinsic motivation (ensure high level of diversity)"
                    ),
                    ("pulse_motivation", "diversity_functions", "diversity_countries"),
                ),
                Factor(
                    "t1_voluntary",
                    _(
                        "Inform potential members and respective supervisors, together with the leaders, about the "
                        "opportunity and consequences of community participation and ensure that all participation is "
                        "voluntary and based on intrinsic motivation"
                    ),
                    ("volunteers", "assigned", "stuck_between"),
                ),
                Factor(
                    "t1_rotation",
                    _(
                        "Rotate roles and responsibilities and replace members who do not contribute (allows community "
                        "to evolve)"
                    ),
                    ("turnover", "newcomers_who_took_part"),
                ),
            ),
        ),
        Dimension(
            "communication",
            _("Community Communication"),
            (
                Factor(
                    "t1_platform",
                    _(
                        "Develop a technological infrastructure (e.g. collaboration platform) that optimally supports "
                        "community collaboration and train participants to use the technology effectively"
                    ),
                    ("active_members", "members", "pulse_structure"),
                ),
            ),
        ),
        Dimension(
            "leadership",
            _("Community Leadership"),
            (
                Factor(
                    "t1_leader_training",
                    _(
                        "Conduct leader training in the areas of community initiation and informal leadership and "
                        "provide personal coaching on a case-by-case basis"
                    ),
                ),
                Factor(
                    "t1_kick_off",
                    _(
                        "Help community leader to prepare the community kick off as highly interactive event including "
                        "elements of knowledge analysis, direction setting, and team building"
                    ),
                ),
                Factor(
                    "t1_keep_alive",
                    _(
                        "Provide the right mechanisms to keep the teams alive (e.g. reformulation of community mission "
                        "and domain, introduction of new members, and replacement of existing ones)"
                    ),
                    ("days_since_contribution", "joiners", "leavers"),
                ),
            ),
        ),
        Dimension(
            "assessment",
            _("Community Assessment"),
            (
                Factor(
                    "t1_health_checks",
                    _(
                        "Develop concept to measure community “vitality” and contribution and conduct regular “health "
                        "checks” and performance assessments"
                    ),
                    ("pulse_answers",),
                ),
            ),
        ),
    ),
)
PRINCIPLED = Instrument(
    "principles",
    _("The six principles of strategic communities"),
    _("Storck and Hill (2000), in their wording"),
    tuple(
        Dimension(topic.code, topic.label, (Factor(topic.code, topic.help, (f"principle_{topic.code}",)),))
        for topic in PRINCIPLES
    ),
)
