"""Table 2: the success factors of external integration."""

from django.utils.translation import gettext_lazy as _

from analytics.scorecards.factors import Dimension, Factor, Instrument

EXTERNAL = Instrument(
    "T2",
    _("Success factors of external integration"),
    _("Table 2 of Erat et al. (2005), in its wording"),
    (
        Dimension(
            "customer_insight",
            _("Customer Insight"),
            (
                Factor(
                    "t2_segments",
                    _(
                        "Identify the most attractive customer segments to be the target for your Customer Community "
                        "initiatives"
                    ),
                ),
                Factor(
                    "t2_deep_dives",
                    _(
                        "Conduct “Customer Deep Dives” to explore “hidden” customer needs and to develop ideas about "
                        "value added community services"
                    ),
                ),
            ),
        ),
        Dimension(
            "knowledge_insight",
            _("Knowledge Insight"),
            (
                Factor(
                    "t2_knowledge_areas",
                    _(
                        "Identify the most relevant knowledge areas around which Customer Communities could be "
                        "developed"
                    ),
                    ("pulse_domain",),
                ),
                Factor(
                    "t2_approach",
                    _(
                        "Proactively approach target customers to discuss the knowledge areas and explore "
                        "opportunities of community building"
                    ),
                ),
            ),
        ),
        Dimension(
            "promotion",
            _("Communication and Promotion"),
            (
                Factor(
                    "t2_top_management",
                    _("Ensure top management support and active promotion of the strategy"),
                ),
                Factor(
                    "t2_communication_plan",
                    _(
                        "Develop and implement a communication plan addressing all levels of the organization (e.g. "
                        "conduct a “road tour” to sales meetings to present the strategy and its implications)"
                    ),
                ),
                Factor(
                    "t2_customers_told",
                    _(
                        "Develop approach on how to communicate the community approach and respective services to "
                        "target customers"
                    ),
                ),
            ),
        ),
        Dimension(
            "competence",
            _("Competence Development"),
            (
                Factor(
                    "t2_functions",
                    _(
                        "Combine organizational competencies from different functions (i.e. marketing, medical, IT) to "
                        "provide the sales force an optimal support in their role as “community consultants” (e.g. "
                        "through Induced CoPs)"
                    ),
                ),
                Factor("t2_training", _("Train the sales force in community preparation and initiation")),
            ),
        ),
        Dimension(
            "constellation",
            _("Community Constellation"),
            (
                Factor(
                    "t2_leader",
                    _(
                        "Choose a leader with a high willingness to advocate the product, motivation and time to lead "
                        "the community, and ability to influence potential community members"
                    ),
                    ("leaders", "deputies"),
                ),
                Factor(
                    "t2_members",
                    _(
                        "Identify potential members, together with the leader, who fit the community with respect to "
                        "their knowledge, practice role, and motivation"
                    ),
                    ("members", "pulse_motivation"),
                ),
            ),
        ),
        Dimension(
            "communication",
            _("Community Communication"),
            (
                Factor(
                    "t2_platform",
                    _(
                        "Develop technological infrastructure (e.g. collaboration platform) that optimally supports "
                        "the collaboration within the Customer Community and allows for different levels of privacy "
                        "(based on customer decision)"
                    ),
                    ("active_members", "pulse_structure"),
                ),
                Factor(
                    "t2_leader_promotes",
                    _(
                        "Ensure that community leader understands and actively promotes the communication solution "
                        "within his or her community"
                    ),
                    ("topics", "replies"),
                ),
            ),
        ),
        Dimension(
            "interests",
            _("Community Interests"),
            (
                Factor("t2_conflicts", _("Anticipate members’ interests, potential areas of conflict")),
                Factor(
                    "t2_concept",
                    _("Involve all members in the development of the community concept"),
                    ("pulse_mandate",),
                ),
                Factor(
                    "t2_mediation",
                    _("Mediate in case of conflicts and include external experts to solve problems"),
                    ("pulse_community",),
                ),
            ),
        ),
        Dimension(
            "assessment",
            _("Community Assessment"),
            (
                Factor(
                    "t2_return",
                    _("Conduct regular assessments of the ROI of Customer Community initiatives"),
                    ("pulse_answers",),
                ),
            ),
        ),
    ),
)
