"""Celery for workers and beat, and the whole schedule. The web process never imports this module."""

import os
from datetime import timedelta
from typing import Any
from uuid import UUID

import django
from celery import signals
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

# Below setup(): these load models, and a worker has no manage.py that would have prepared them.
from tenancy.notices.sending import send_identity_mails  # noqa: E402
from tenancy.tasks.broker import TenantTask, make_app  # noqa: E402
from tenancy.tasks.declaring import load_tasks  # noqa: E402
from tenancy.tasks.pulse import start_pulse  # noqa: E402
from tenancy.tasks.schedule import Job, start_due  # noqa: E402
from tenancy.wall.boot import refuse_unsafe_database  # noqa: E402
from tenancy.wall.functions import call  # noqa: E402

# What happens by itself: each tenant gets the task once in every period.
SCHEDULE: tuple[Job, ...] = (
    # Once a day it is asked whether the last calendar month has been checked: the first time it has not.
    Job("health.run_month", every=timedelta(days=1), after=timedelta(hours=2), queue="heavy"),
    Job("interface.purge", every=timedelta(days=1), after=timedelta(hours=3)),
    Job("releases.run_day", every=timedelta(days=1), after=timedelta(hours=3), queue="heavy"),
    Job("webhooks.tidy", every=timedelta(hours=1), after=timedelta(minutes=17)),
    Job("imports.drop_files", every=timedelta(days=1), after=timedelta(hours=4)),
    Job("notes.expire", every=timedelta(days=1), after=timedelta(hours=1)),
    Job("subscriptions.run_day", every=timedelta(days=1), after=timedelta(hours=5)),
    Job("pulse.run_day", every=timedelta(days=1), after=timedelta(hours=6)),
    Job("segments.run_month", every=timedelta(days=1), after=timedelta(hours=3), queue="heavy"),
)
TICK_SECONDS = 30.0

app = make_app()


@app.task(name="schedule.tick", ignore_result=True)
def tick() -> None:
    """Starts what is due. Two beats do no harm, a missed tick is caught up by the next one."""
    start_due(SCHEDULE, now=timezone.now())


@app.task(name="notices.send_identity_mails", ignore_result=True)
def send_mails_of_identities() -> None:
    """Sends password resets and the like, which belong to no tenant."""
    send_identity_mails()


app.conf.beat_schedule = {
    "tick": {
        "task": "schedule.tick",
        "schedule": TICK_SECONDS,
        "options": {"queue": "realtime", "expires": TICK_SECONDS},
    },
}


@signals.import_modules.connect
def _know_tasks(**_: Any) -> None:
    for name in load_tasks():
        app.register_task(type("Declared", (TenantTask,), {"name": name})())


@signals.worker_init.connect
def _look_before_serving(**_: Any) -> None:
    try:
        refuse_unsafe_database()
    except Exception as error:  # Celery logs what a signal's receiver raises and goes on serving
        raise SystemExit(str(error)) from error


@signals.worker_ready.connect
def _live(sender: Any, **_: Any) -> None:
    start_pulse(sender.hostname)


@signals.task_unknown.connect
def _keep_unknown(id: str | None = None, **_: Any) -> None:
    """A task that this version does not know: counted, tried again later, parked in the end, never lost."""
    if id:
        call("note_unknown_task", UUID(id))
