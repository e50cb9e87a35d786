"""Waiting for the database to say that something was written."""

import select
from types import TracebackType

from django.db import connections
from psycopg2 import sql


class Listener:
    """LISTEN on one channel, on the alias' own connection, outside any transaction.

    A notice is a hint: whoever waits looks again from time to time (a pooler in between may swallow notices).
    """

    def __init__(self, channel: str, *, using: str = "default") -> None:
        self._channel = channel
        self._wrapper = connections[using]

    def __enter__(self) -> "Listener":
        self._wrapper.ensure_connection()
        with self._wrapper.cursor() as cursor:
            cursor.execute(sql.SQL("listen {}").format(sql.Identifier(self._channel)))
        return self

    def wait(self, *, seconds: float) -> bool:
        """Whether a notice came within so many seconds. Raises OperationalError when the server went."""
        with self._wrapper.wrap_database_errors:
            raw = self._wrapper.connection
            select.select([raw], [], [], seconds)
            raw.poll()
            heard = bool(raw.notifies)
            raw.notifies.clear()
        return heard

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wrapper.close()
