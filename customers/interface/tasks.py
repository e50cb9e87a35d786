"""Once a day: what the interface keeps for a while ends."""

from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work
from tenancy.wall.functions import call


@task("interface.purge")
def purge(work: Work, *, period: str = "") -> None:
    """Kept answers end after a day, refused calls after 14."""
    with work.acting():
        call("purge_idempotent_answers")
        call("purge_refused_calls")
