"""Survey invitations in the worker."""

from uuid import UUID

from customers.surveys.inviting import invite_all
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("surveys.invite")
def invite(work: Work, *, wave: str, segment: str, country: str) -> None:
    """Mails a link to every contact who has none yet."""
    if work.person is not None:
        invite_all(
            UUID(wave),
            person=work.person,
            segment=segment,
            country=country,
            acting=work.acting,
            tell=work.tell,
        )
