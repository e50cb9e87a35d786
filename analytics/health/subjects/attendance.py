"""How many of those who were invited came, face to face and virtual apart."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from analytics.health.finding import Figures, Finding, Words, noticed
from analytics.health.health_run import Word
from analytics.health.indicator import INFORMATION, Indicator, Unit
from analytics.health.subject import Subject, rounded

LOW_ATTENDANCE = 0.5
FEWEST_INVITATIONS = 5
FORMS = ("face_to_face", "virtual")
MEDIAN = _(
    "Median over the meetings of this form that were held in the period, of the share of those invited who came. "
    "Excused is not come; who came without an invitation is not counted; meetings without invitations are left out."
)
BEHIND = _("Meetings behind the median.")
INVITATIONS = _("Invitations to these meetings.")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "attendance_face_to_face",
        _("Attendance face to face"),
        MEDIAN,
        unit=Unit.SHARE,
        plotted=True,
        since="1.1",
    ),
    Indicator("attended_face_to_face", _("Meetings face to face"), BEHIND, better=INFORMATION, since="1.1"),
    Indicator(
        "invited_face_to_face", _("Invited face to face"), INVITATIONS, better=INFORMATION, since="1.1"
    ),
    Indicator(
        "attendance_virtual",
        _("Virtual attendance"),
        MEDIAN,
        unit=Unit.SHARE,
        plotted=True,
        since="1.1",
    ),
    Indicator("attended_virtual", _("Virtual meetings"), BEHIND, better=INFORMATION, since="1.1"),
    Indicator(
        "invited_virtual", _("Invited to virtual meetings"), INVITATIONS, better=INFORMATION, since="1.1"
    ),
)
WORDS = {
    "low_attendance_face_to_face": Words(
        _("Few come to the meetings face to face"),
        _("Median %(attendance_face_to_face)s over %(attended_face_to_face)s meetings"),
        _("Often the way is far, the date collides, or the agenda is not theirs."),
        _("Ask who did not come what would bring them, and put one of their topics first."),
    ),
    "low_attendance_virtual": Words(
        _("Few come to the virtual meetings"),
        _("Median %(attendance_virtual)s over %(attended_virtual)s meetings"),
        _("Often the hour fits one time zone only, or nobody would be missed."),
        _("Change the hour in turn, keep it short, and give three members a part in it."),
    ),
}


def figures_from(raw: Mapping[str, Any]) -> Figures:
    """The published figures, shares to 4 places; None where no such meeting was held."""
    figures: Figures = {}
    for form in FORMS:
        median, meetings, invited = raw[form] or (None, None, None)
        figures[f"attendance_{form}"] = rounded(median)
        figures[f"attended_{form}"] = meetings
        figures[f"invited_{form}"] = None if invited is None else int(invited)
    return figures


def findings(figures: Mapping[str, Any], _kind: str) -> Iterator[Finding]:
    """A median below a half, from a handful of invitations on."""
    for form in FORMS:
        median = figures[f"attendance_{form}"]
        if (
            median is not None
            and median < LOW_ATTENDANCE
            and figures[f"invited_{form}"] >= FEWEST_INVITATIONS
        ):
            quoted = (f"attendance_{form}", f"attended_{form}")
            yield noticed(f"low_attendance_{form}", Word.WATCH, figures, *quoted)


SUBJECT = Subject(
    key="attendance",
    label=_("Attendance"),
    function="measure_meetings",
    indicators=INDICATORS,
    figures_from=figures_from,
    findings=findings,
    words=WORDS,
)
