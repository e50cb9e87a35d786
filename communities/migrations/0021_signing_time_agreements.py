"""The supervisor's signature under a time agreement."""

from django.db import migrations

from tenancy.wall.migrating import Function

SIGN = """
begin
  update public.communities_timeagreement a set signed_at = statement_timestamp()
  where a.tenant_id = app.tid() and a.id = agreement and a.supervisor_id = app.pid() and a.signed_at is null
    and a.ended_on is null;
  if not found then raise exception 'not_to_be_signed'; end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0020_practice_rooms")]
    operations = [
        Function(
            "sign_time_agreement(agreement uuid)",
            returns="void",
            body=SIGN,
            language="plpgsql",
            volatility="volatile",
        )
    ]
