"""What happens by itself, once a day: counting, opening, reminding. Every function opens its own scope."""

from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from communities.pulse.asking import OPENED, REMINDED
from communities.pulse.pulse_wave import PulseWave
from tenancy.events.recording import record
from tenancy.notices.storing import mail_person
from tenancy.people.person import Person
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import acting_for


def count_ended(tenant: UUID, *, purpose: str) -> int:
    """Counts the waves whose last day is over and destroys their answers; returns how many."""
    with acting_for(tenant, purpose=purpose):
        return int(call("count_pulses"))


def open_planned(tenant: UUID, *, purpose: str) -> int:
    """Opens what leaders have planned for today or earlier; returns how many waves."""
    with acting_for(tenant, purpose=purpose):
        opened = call_rows("open_planned_pulses")
        for community, wave in opened:
            record(PulseWave(id=UUID(str(wave))), OPENED, by=None, community=UUID(str(community)))
    return len(opened)


def remind(tenant: UUID, *, purpose: str) -> int:
    """Has those reminded once who have not answered a wave that ends within three days; returns how many waves."""
    with acting_for(tenant, purpose=purpose):
        ending = call_rows("pulses_to_remind")
        for community, wave in ending:
            record(PulseWave(id=UUID(str(wave))), REMINDED, by=None, community=UUID(str(community)))
    return len(ending)


def tell(event: UUID) -> int:
    """Notices for those who have not answered, in the open scope; reminders go by mail too. How many mails.

    The mail names neither the community nor what is asked.
    """
    letters = call_rows("tell_of_pulse", event)
    for person, language, community, place in letters:
        with translation.override(language):
            mail_person(
                Person(id=UUID(str(person))),
                subject=_("A short survey waits for you"),
                text=_(
                    "One of your communities asks how it is doing. It takes three minutes and is anonymous; it "
                    "ends within three days.\n\nYou find it among your notices:\n{url}\n\nThis is the only reminder."
                ).format(url=f"{settings.PUBLIC_URL}{place}/notices/"),
                community=UUID(str(community)),
                key=f"pulse:{event}:{person}",
            )
    return len(letters)
