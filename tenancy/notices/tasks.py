"""Tasks: telling people of an event, sending one mail."""

from uuid import UUID

from tenancy.notices.sending import send_mail
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work
from tenancy.wall.functions import call


@task("notices.tell")
def tell(work: Work, *, event: str) -> None:
    """One notice for each person whom the event concerns and who may know of it; never a second one."""
    with work.acting():
        call("tell", UUID(event))


@task("notices.send_mail")
def send_stored_mail(work: Work, *, mail: str) -> None:
    """Sends a stored mail."""
    send_mail(UUID(mail), work=work)
