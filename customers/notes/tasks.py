"""What happens to notes by itself."""

from django.utils import timezone

from customers.notes.removing import expire_notes
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work
from tenancy.wall.scope import acting_for


@task("notes.expire")
def expire(work: Work, *, period: str) -> None:
    """Removes the tenant's notes that are older than it keeps them."""
    with acting_for(work.tenant, purpose=f"task:{work.task}"):
        expire_notes(at=timezone.now())
