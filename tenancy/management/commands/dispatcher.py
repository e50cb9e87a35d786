"""`manage.py dispatcher`: hands promised work to the broker."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from tenancy.notices.sending import identity_mails_wait
from tenancy.tasks.broker import Broker, make_app
from tenancy.tasks.dispatching import Dispatcher, Wake
from tenancy.tasks.queued_task import Queue
from tenancy.wall.boot import refuse_unsafe_database


class Command(BaseCommand):
    """The dispatcher process; runs until SIGTERM or Ctrl-C."""

    help = "Hands queued tasks and deliveries to the broker, and puts back what dead workers held."

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it."""
        stopping = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopping.set())
        refuse_unsafe_database()
        mails = Wake("notices.send_identity_mails", Queue.REALTIME, identity_mails_wait)
        Dispatcher(Broker(make_app()), wakes=(mails,), stopping=stopping).run()
