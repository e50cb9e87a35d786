"""The broker as the dispatcher and the workers see it. No module of the web process imports this one."""

from typing import Any
from uuid import UUID

from celery import Celery, Task
from django.conf import settings

from tenancy.tasks.queued_task import Queue
from tenancy.tasks.running import run

PATIENCE = 2
"""Seconds that a frozen broker is waited for."""
LONGEST_TASK = 3 * 3600


class NoTenant(RuntimeError):
    """A message without its tenant: it did not come from the dispatcher and is refused."""


class TenantTask(Task):  # type: ignore[type-arg]
    """A task of one tenant. The message names the tenant and the row; everything else stands in the row."""

    abstract = True
    ignore_result = True

    def run(self) -> str:
        """Opens no transaction: claiming, the domain's phases and finishing are short ones of their own."""
        tenant = (self.request.headers or {}).get("tenant") or self.request.get("tenant")
        if not tenant:
            raise NoTenant(self.name)
        return run(UUID(tenant), UUID(self.request.id))


def make_app() -> Celery:
    """Celery on Redis as this product needs it: JSON, late acknowledgement, quick recovery, no results."""
    app = Celery("collegium", broker=_url(settings.REDIS_URL), set_as_current=True)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_publish_retry=False,
        task_time_limit=LONGEST_TASK,
        task_default_queue=Queue.DEFAULT.value,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        # A lost connection is no reason to kill what runs: the row says who has it.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=PATIENCE,
        broker_transport_options={
            "visibility_timeout": LONGEST_TASK + 3600,
            "unacked_restore_interval": 2,
            "unacked_restore_throttle": 1,
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry_on_timeout": False,
        },
        enable_utc=True,
        timezone="UTC",
    )
    return app


class Broker:
    """Where the dispatcher sends hints: one connection of its own, opened anew after `forget`."""

    def __init__(self, app: Celery) -> None:
        self._app: Any = app
        self._opened: Any = None

    def send(self, name: str, *, task: UUID, tenant: UUID, queue: str) -> None:
        """A message of ids; raises the transport's error within a few seconds when nobody takes it."""
        self._send(name, queue=queue, task_id=str(task), headers={"tenant": str(tenant)})

    def wake(self, name: str, *, queue: str) -> None:
        """A message for a task of no tenant that finds its own work; stale after half a minute."""
        self._send(name, queue=queue, expires=30)

    def ping(self) -> None:
        """Raises the transport's error when the broker does not answer."""
        self._connection().default_channel.client.ping()

    def forget(self) -> None:
        """Drops the connection, so that the next message opens a fresh one."""
        if self._opened is not None:
            self._opened.collect()
            self._opened = None

    def _send(self, name: str, **options: Any) -> None:
        self._app.send_task(name, connection=self._connection(), retry=False, **options)

    def _connection(self) -> Any:
        if self._opened is None:
            once = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
            self._opened = self._app.connection_for_write(transport_options=once)
        return self._opened


def _url(url: str) -> Any:
    """Celery's name for a Redis socket."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url
