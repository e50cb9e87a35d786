"""What an indicator is: its written definition, its unit, which direction is better, who sees it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

MORE = _("more")
LESS = _("less")
IN_BAND = _("within its band")
INFORMATION = _("neither way, it informs")


class Unit(StrEnum):
    """How a value is written."""

    NUMBER = "number"
    SHARE = "share"
    INDEX = "index"
    HOURS = "hours"
    DAYS = "days"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. Leader, deputy and operator see each; the flags say who sees it beside them.

    `for_members`: the community's members; `for_office`: the programme office, of communities of practice;
    `for_sponsor`: the firm, through the release rule alone. `since` is the version of the definitions in
    which it took its present meaning. `band` is the range aimed at, in the unit of the value.
    """

    key: str
    label: Any
    definition: Any
    unit: Unit = Unit.NUMBER
    better: Any = MORE
    for_members: bool = False
    for_office: bool = False
    for_sponsor: bool = False
    plotted: bool = False
    band: tuple[float, float] | None = None
    since: str = "1.0"
