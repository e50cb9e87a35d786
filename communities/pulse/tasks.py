"""Tasks: the day's work on pulse surveys, and telling members of one."""

from uuid import UUID

from communities.pulse.running import count_ended, open_planned, remind
from communities.pulse.running import tell as tell_members
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("pulse.run_day")
def run_day(work: Work, *, period: str) -> None:
    """Counts what has ended, opens what was planned, reminds once before the end."""
    purpose = f"task:{work.task}"
    count_ended(work.tenant, purpose=purpose)
    open_planned(work.tenant, purpose=purpose)
    remind(work.tenant, purpose=purpose)


@task("pulse.tell")
def tell(work: Work, *, event: str) -> None:
    """Tells those who have not answered of a wave."""
    with work.acting():
        tell_members(UUID(event))
