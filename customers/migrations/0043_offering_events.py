"""What is told: accounts, contacts, imports, reports, and of a community its stage."""

from django.db import migrations

from tenancy.wall.migrating import Function

NAMED = "source,external_id"
COUNTED = "object,operation,dry_run,received,successful,failed,unprocessed"
# type, verb, plane, fields of `data` beside id, constants
OFFERED = (
    ("account.created", "account.created", "sponsor", NAMED, "{}"),
    ("account.changed", "account.changed", "sponsor", NAMED, "{}"),
    ("account.merged", "account.merged", "sponsor", "account,survivor", "{}"),
    ("account.unmerged", "account.unmerged", "sponsor", "account", "{}"),
    ("contact.created", "contact.created", "sponsor", NAMED, "{}"),
    ("contact.changed", "contact.changed", "sponsor", NAMED, "{}"),
    ("job.completed", "job.completed", "sponsor", COUNTED, "{}"),
    ("job.failed", "job.failed", "sponsor", COUNTED, "{}"),
    ("job.aborted", "job.aborted", "sponsor", COUNTED, "{}"),
    ("sales.imported", "sales.imported", "sponsor", "received,successful,failed", "{}"),
    ("report.ready", "report.ready", "sponsor", "kind", "{}"),
    ("community.stage_changed", "hand_over.accepted", "community", "", '{"stage": "initiation"}'),
)
VALUES = ", ".join(
    f"('{name}', '{verb}', '{plane}', string_to_array('{fields}', ','), '{always}'::jsonb)"
    for name, verb, plane, fields, always in OFFERED
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0042_remembered_mappings")]
    operations = [
        Function(
            "offered_events()",
            returns="table (type text, verb text, plane text, fields text[], always jsonb)",
            roles=("app_rt", "app_sec"),
            volatility="immutable",
            body=f"values {VALUES}",
        )
    ]
