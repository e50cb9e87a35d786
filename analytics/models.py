"""The models of this app, imported so that Django finds them."""

from analytics.corrective.corrective_action import CorrectiveAction
from analytics.costs.community_cost import CommunityCost
from analytics.costs.contribution_margin import ContributionMargin
from analytics.health.health_default import HealthDefault
from analytics.health.health_figure import HealthFigure
from analytics.health.health_finding import HealthFinding
from analytics.health.health_part import HealthPart
from analytics.health.health_rhythm import HealthRhythm
from analytics.health.health_run import HealthRun
from analytics.releases.cohort_seat import CohortSeat
from analytics.releases.release import Release
from analytics.releases.release_switch import ReleaseSwitch
from analytics.releases.released_figure import ReleasedFigure
from analytics.scorecards.factor_rating import FactorRating
from analytics.subscriptions.made_report import MadeReport
from analytics.subscriptions.report_subscription import ReportSubscription
from analytics.uplift.uplift_run import UpliftRun
from analytics.uplift.uplift_stage import UpliftStage

__all__ = [
    "CohortSeat",
    "CommunityCost",
    "ContributionMargin",
    "CorrectiveAction",
    "FactorRating",
    "HealthDefault",
    "HealthFigure",
    "HealthFinding",
    "HealthPart",
    "HealthRhythm",
    "HealthRun",
    "MadeReport",
    "Release",
    "ReleaseSwitch",
    "ReleasedFigure",
    "ReportSubscription",
    "UpliftRun",
    "UpliftStage",
]
