"""The models of this app, imported so that Django finds them."""

from analytics.health.health_figure import HealthFigure
from analytics.health.health_finding import HealthFinding
from analytics.health.health_run import HealthRun
from analytics.uplift.uplift_run import UpliftRun

__all__ = ["HealthFigure", "HealthFinding", "HealthRun", "UpliftRun"]
