"""100 rows as JSON by one statement of PostgreSQL, through a bare WSGI application."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg2

SELECT = """select json_build_object('items', json_agg(a), 'next', null)::text from (
  select id, source, external_id, name, type, segment, region, country, city, postal_code, merged_into_id, created_at,
    updated_at from floor.account order by id limit 100) a"""
_local = threading.local()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers every request with the same page."""
    if not hasattr(_local, "connection"):
        _local.connection = psycopg2.connect(os.environ["DATABASE_URL"])
        _local.connection.autocommit = True
    with _local.connection.cursor() as cursor:
        cursor.execute(SELECT)
        body: bytes = cursor.fetchone()[0].encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
