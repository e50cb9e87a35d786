"""Subscribing, finding out what is due, and ending a subscription by the link in a mail."""

from django.db import migrations

from tenancy.wall.migrating import Function

NOT_ALLOWED = "raise exception 'not_allowed' using errcode = '42501';"
OUTSIDE = f"""
  if coalesce(current_setting('app.tenant_id', true), '') <> '' then {NOT_ALLOWED} end if;
"""
# The fifth day: by then the month before has been checked and its imports have come.
NEXT = """case {0} when 3 then (date_trunc('quarter', current_date) + interval '3 months')::date
    else (date_trunc('month', current_date) + interval '1 month')::date end + 4"""
SUBSCRIBE = f"""
declare kept uuid;
begin
  if app.my_party() is distinct from 'staff' then {NOT_ALLOWED} end if;
  if coalesce(report not in ('programme', 'uplift', 'health') or months not in (1, 3), true) then
    raise exception 'subscription_malformed'; end if;
  insert into public.analytics_reportsubscription as s (tenant_id, id, person_id, report, months, next_on, leaving_key,
    begun_at)
  values (app.tid(), uuidv7(), app.pid(), report, months, {NEXT.format("months")}, gen_random_uuid(),
    statement_timestamp())
  on conflict on constraint analytics_reportsubscription_once do update set months = excluded.months, next_on = excluded.next_on,
    begun_at = case when s.ended_at is null then s.begun_at else excluded.begun_at end, ended_at = null
  returning s.id into kept;
  return kept;
end
"""
UNSUBSCRIBE = """
begin
  update public.analytics_reportsubscription s set ended_at = statement_timestamp()
  where s.tenant_id = app.tid() and s.person_id = app.pid() and s.report = report and s.ended_at is null;
  return found;
end
"""
DUE = f"""
begin
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then {NOT_ALLOWED} end if;
  return query update public.analytics_reportsubscription s set next_on = {NEXT.format("s.months")}
  from public.tenancy_person n
  where s.tenant_id = app.tid() and s.ended_at is null and s.next_on <= current_date
    and n.tenant_id = s.tenant_id and n.id = s.person_id and n.is_active
  returning s.id, s.person_id, date_trunc('month', current_date)::date;
end
"""
BEHIND = f"""
begin {OUTSIDE}
  return (select jsonb_build_object('report', s.report, 'running', s.ended_at is null, 'language', n.language)
    from public.analytics_reportsubscription s
    join public.tenancy_person n on n.tenant_id = s.tenant_id and n.id = s.person_id where s.leaving_key = key);
end
"""
SWITCH = f"""
begin {OUTSIDE}
  update public.analytics_reportsubscription s set ended_at = case when not running then statement_timestamp() end
  where s.leaving_key = key;
  return found;
end
"""


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("analytics", "0019_report_subscriptions")]
    operations = [
        act("subscribe_report(report text, months integer)", "uuid", SUBSCRIBE),
        act("unsubscribe_report(report text)", "boolean", UNSUBSCRIBE),
        act("due_subscriptions()", "table (subscription uuid, person uuid, month date)", DUE),
        act("subscription_behind(key uuid)", "jsonb", BEHIND),
        act("switch_subscription(key uuid, running boolean)", "boolean", SWITCH),
    ]
