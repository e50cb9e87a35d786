"""Every secret text of the cast carries a marker; it must turn up in its own tables and nowhere else."""

import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime

import psycopg2
import pytest
from django.db import connections
from psycopg2 import sql

from communities.community.community import Community
from communities.discussions.posting import open_thread
from config.databases import database
from tenancy.people.person import Person
from tenancy.wall.scope import Scope
from tests.cast import CANARY, Cast
from tests.draining import drain
from tests.oracles.living import live

SECRETS = [
    f"{CANARY}-{place}".encode()
    for place in ("circle", "body-circle", "reply", "other", "body-other", "fresh")
]
# Where words of members belong.
CONTENT = {
    "analytics_correctiveaction",
    "analytics_factorrating",
    "communities_actionitem",
    "communities_agendaitem",
    "communities_archivedrecord",
    "communities_attachment",
    "communities_attachmentcontent",
    "communities_communityrole",
    "communities_draft",
    "communities_goal",
    "communities_goalprogress",
    "communities_leadertraining",
    "communities_meeting",
    "communities_post",
    "communities_postrevision",
    "communities_recognition",
    "communities_removal",
    "communities_solution",
    "communities_solutionreport",
    "communities_solutionvalidation",
    "communities_successionplan",
    "communities_thread",
    "communities_yearreview",
}


def test_no_event_task_notice_or_mail_carries_a_secret(
    cast: Cast,
    acting: Callable[[str], AbstractContextManager[Scope]],
    committed: None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """03: events carry ids and metadata only; tasks carry ids; notices of customer communities no content.

    In every room: talks, meetings, promises, roles, thanks, goals, solutions, ratings, steps against findings.
    """
    caplog.set_level(logging.DEBUG)
    with acting("physician"):
        open_thread(
            Community.objects.get(id=cast.circle),
            title=f"{CANARY}-fresh",
            body=f"@luca-bernasconi {CANARY}-fresh",
            by=Person.objects.get(id=cast.physician),
            at=datetime(2026, 3, 4, tzinfo=UTC),
        )
    live(cast)
    drain()
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in logged if CANARY in line]
    connections.close_all()
    assert _tables_with(CANARY.encode()) <= CONTENT


def _tables_with(secret: bytes) -> set[str]:
    to = database(os.environ["BACKUP_DATABASE_URL"])
    name = connections["default"].settings_dict["NAME"]
    found = set()
    with closing(
        psycopg2.connect(
            dbname=name, user=to["USER"], password=to["PASSWORD"], host=to["HOST"], port=to["PORT"]
        )
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute("select has_table_privilege(%s, 'select')", [f'public."{table}"'])
            if cursor.fetchone() == (True,):
                cursor.execute(
                    sql.SQL("select exists (select from {} t where t::text like %s)").format(
                        sql.Identifier(table)
                    ),
                    [f"%{secret.decode()}%"],
                )
                if cursor.fetchone() == (True,):
                    found.add(table)
    return found
