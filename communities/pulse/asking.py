"""Opening a wave, taking it back, and planning further ones: the leader's part."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.pulse.pulse_wave import PulseWave
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

OPENED = "pulse.opened"
REMINDED = "pulse.reminded"

words.update(
    {
        "pulse_not_here": _("This kind of community has no pulse survey."),
        "pulse_running": _("A survey is running already. It ends by itself on its last day."),
        "pulse_too_soon": _(
            "The last survey ended less than four weeks ago. Look at its results together first."
        ),
        "pulse_past": _("Choose a day that is still to come."),
        "pulse_malformed": _("Choose one of the periods offered, and a day within the next 13 months."),
        "pulse_ended": _("This survey has ended."),
        "pulse_answered": _("You have answered this survey already. Nobody can change or find an answer."),
        "pulse_misfit": _("Answer every statement from 1 to 5."),
    }
)


def open_wave(community: Community, *, open_days: int, by: Person) -> UUID:
    """Opens a wave today and tells the members; returns its id.

    Raises RuleBroken `pulse_running`, `pulse_too_soon`, `pulse_not_here`, `pulse_malformed`; NotAllowed for
    others than leader and deputy.
    """
    wave = UUID(str(call("open_pulse", community.pk, open_days)))
    record(PulseWave(id=wave), OPENED, by=by, community=community)
    return wave


def withdraw(wave: PulseWave, *, by: Person) -> None:
    """Takes a running wave back; its answers are destroyed uncounted. RuleBroken `pulse_ended` afterwards."""
    call("withdraw_pulse", wave.pk)
    record(wave, "pulse.withdrawn", by=by, community=wave.community_id)


def plan(community: Community, *, months: int, open_days: int, next_on: date, by: Person) -> None:
    """From `next_on` a wave opens every `months`. RuleBroken `pulse_past`, `pulse_malformed`, `pulse_not_here`."""
    call("plan_pulse", community.pk, months, open_days, next_on)
    record(community, "pulse.planned", by=by, community=community, months=months)


def give_plan_up(community: Community, *, by: Person) -> None:
    """No wave opens by itself any more."""
    call("plan_pulse", community.pk, None, None, None)
    record(community, "pulse.unplanned", by=by, community=community)
