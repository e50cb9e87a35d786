"""Months that are stored as a file tells them are found by digests; the store is summed up element by element."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

from ._sales_unchanged import UNCHANGED, by_element

FEEDS = import_module("customers.migrations.0051_noting_feeds")
BEFORE = import_module("customers.migrations.0052_lines_in_parts_and_own_sources")
TOLD = "(select u.code, u.rows from unnest(of_sources, of_rows) as u(code, rows)) d"
NOTE = f"""
declare begun timestamptz := {FEEDS.BEGUN.replace("j.object = kind", "j.object = 'sales'")}; kind text := 'sales';
  moved boolean := false;
begin
  if not app.feeds('sales') then raise exception 'not_allowed' using errcode = '42501'; end if;
  {FEEDS.noting(TOLD)}
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0056_participations")]
    operations = [
        Function(
            "unchanged_sales(told jsonb)",
            returns="setof int",
            language="plpgsql",
            volatility="volatile",
            options=BEFORE.OPTIONS,
            body=UNCHANGED,
        ),
        Function(
            "note_unchanged_sales(of_sources text[], of_rows bigint[])",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            body=NOTE,
        ),
        Function(
            "sales_booked()",
            returns=BEFORE.RETURNS,
            language="plpgsql",
            volatility="volatile",
            body=by_element(BEFORE.BOOKED),
        ),
        Function(
            "sales_booked_of(of_sources text[], of_ids text[])",
            returns=BEFORE.RETURNS,
            language="plpgsql",
            volatility="volatile",
            body=by_element(BEFORE.BOOKED_OF),
        ),
    ]
