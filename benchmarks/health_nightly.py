"""The health check with its daily counts kept up to date, and what keeping them costs.

The database counts posts in the statement that stores them, so there is nothing to catch up with at night: this is
the check of `bin/bench health` against its stricter goal, and what counting adds to each post, stored alone and by the
thousand. Prints one JSON line per figure.
"""

import os
import statistics
from collections.abc import Callable

import psycopg2

from benchmarks.checks.clocks import timed
from benchmarks.checks.filling import TENANT
from benchmarks.health import check, compare, prepared, tell

GOAL, HARD = 0.2, 0.05
ROUNDS = 3
POSTS = """
insert into communities_post (tenant_id, id, thread_id, community_id, number, author_id, body, body_html, search_text,
  language, created_at)
select h.tenant_id, uuidv7(), h.id, h.community_id, %(number)s, h.author_id, '', '', '', 'en', h.created_at
from communities_thread h where h.tenant_id = %(tenant)s order by h.id limit %(posts)s
"""


def keeping() -> None:
    """Stores the same posts with and without the counting, and takes them back."""
    connection = psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])
    with connection.cursor() as cursor:
        for table in ("communities_post", "communities_thread"):
            cursor.execute(f"create policy loading on {table} to app_owner using (true) with check (true)")
        for name, posts, times in (("many", 20_000, 1), ("alone", 1, 500)):
            spent = {"disable": [0.0], "enable": [0.0]}
            for _ in range(ROUNDS):
                for counting, seconds in spent.items():
                    cursor.execute(
                        f"alter table communities_post {counting} trigger communities_post_counted"
                    )
                    work = _storing(cursor, posts=posts, times=times)
                    seconds.append(timed(work, backend=connection.info.backend_pid)[1])
            added = statistics.median(spent["enable"][1:]) - statistics.median(spent["disable"][1:])
            tell(f"keeping_posts_{name}_cpu", 1e6 * added / posts / times, unit="µs per post")
    connection.rollback()


def _storing(cursor: "psycopg2.extensions.cursor", *, posts: int, times: int) -> Callable[[], None]:
    def store() -> None:
        for number in range(times):
            cursor.execute("savepoint before")
            cursor.execute(POSTS, {"tenant": str(TENANT), "number": 1_000 + number, "posts": posts})
            cursor.execute("rollback to savepoint before")

    return store


def main() -> None:
    prepared()
    compare("health_nightly", check, goal=GOAL, hard=HARD)
    keeping()


if __name__ == "__main__":
    main()
