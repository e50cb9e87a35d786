"""The measure of a month names the group that it is of, since where its rounding turns is drawn for each group."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("analytics.migrations.0033_counting_on_who_left")
MEASURE = BEFORE.changed(
    BEFORE.MEASURE, ("jsonb_build_object('members',", "jsonb_build_object('group_since', r.cohort_since, 'members',")
)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0034_measuring_in_fewer_passes")]
    operations = [
        BEFORE.measure(
            "measure_release(month date, asked_at timestamptz)", "table (community_id uuid, figures jsonb)", MEASURE
        ),
    ]
