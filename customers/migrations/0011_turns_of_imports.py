"""Giving a worker its turn: one import of a tenant runs at a time, and one that lost its worker for good is ended."""

from django.db import migrations

from tenancy.wall.migrating import Function

OF_THIS_TASK = """
  select * into mine from public.customers_importjob j where j.tenant_id = app.tid() and j.id = job for update;
  if mine.task is null or current_setting('app.purpose', true) is distinct from 'task:' || mine.task then
    return 'gone'; end if;
"""
# The lock keeps two workers from both finding that nothing runs.
BEGIN = f"""
declare mine public.customers_importjob;
begin
  perform pg_advisory_xact_lock(hashtextextended('imports of ' || app.tid(), 0));
  {OF_THIS_TASK}
  if mine.state not in ('UploadComplete', 'InProgress') then return 'gone'; end if;
  update public.customers_importjob o set state = 'Failed', reason = 'stopped', finished_at = statement_timestamp()
  where o.tenant_id = app.tid() and o.id <> job and o.state = 'InProgress' and not exists (
    select from public.tenancy_queuedtask q
    where q.tenant_id = app.tid() and q.id = o.task and q.state in ('queued', 'sent', 'running'));
  if exists (select from public.customers_importjob o
      where o.tenant_id = app.tid() and o.id <> job and o.state = 'InProgress') then return 'wait'; end if;
  update public.customers_importjob o set state = 'InProgress', started_at = coalesce(o.started_at, statement_timestamp())
  where o.tenant_id = app.tid() and o.id = job;
  return 'begin';
end
"""
END = f"""
declare mine public.customers_importjob;
begin
  {OF_THIS_TASK}
  if mine.state not in ('UploadComplete', 'InProgress') then return 'gone'; end if;
  update public.customers_importjob o set state = 'Failed', reason = left(why, 500), finished_at = statement_timestamp()
  where o.tenant_id = app.tid() and o.id = job;
  return 'ended';
end
"""


def act(signature: str, body: str) -> Function:
    return Function(signature, returns="text", language="plpgsql", volatility="volatile", body=body)


class Migration(migrations.Migration):
    dependencies = [("customers", "0010_bulk_jobs"), ("tenancy", "0012_logging_where_one_belongs")]
    operations = [act("begin_import(job uuid)", BEGIN), act("end_import(job uuid, why text)", END)]
