"""Files of imports do not lie about for ever."""

from datetime import datetime, timedelta

from django.conf import settings

from customers.imports.files import drop
from tenancy.tasks.work import Work
from tenancy.wall.functions import call_rows


def drop_old_files(work: Work, *, now: datetime) -> int:
    """Removes uploads and findings of jobs that ended, or were never sent, IMPORT_FILES_DAYS ago; the jobs and
    their reconciliations stay. Returns how many.
    """
    with work.acting():
        keys = call_rows("import_files_before", now - timedelta(days=settings.IMPORT_FILES_DAYS))
    for (key,) in keys:
        drop(key)
    return len(keys)
