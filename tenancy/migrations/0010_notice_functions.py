"""Telling people once, storing mails and opening them when they are sent; the count of unread notices."""

from django.db import migrations

from tenancy.migrations._0001_functions import RESOLVE
from tenancy.wall.migrating import Function

OUTSIDE = """
  if coalesce(current_setting('app.tenant_id', true), '') <> '' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""
IN_A_TASK = """
  if coalesce(current_setting('app.purpose', true), '') not like 'task:%' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
"""

# Redefined where communities live: who is told of an event, and as what.
AUDIENCE = """
select case when e.subject_kind = 'tenancy.person' then e.subject_id else (e.ids ->> 'person')::uuid end, e.verb::text
from public.tenancy_event e
where e.tenant_id = app.tid() and e.id = event and e.verb in ('role.given', 'role.taken', 'verification.changed')
"""
TELL = f"""
declare told integer;
begin {IN_A_TASK}
  insert into public.tenancy_notification
    (tenant_id, id, person_id, event_id, verb, community_id, subject_kind, subject_id, ids, at)
  select e.tenant_id, uuidv7(), n.id, e.id, a.verb, e.community_id, e.subject_kind, e.subject_id, e.ids, e.at
  from public.tenancy_event e
  cross join lateral app.audience(e.id) a
  join public.tenancy_person n on n.tenant_id = e.tenant_id and n.id = a.person and n.is_active
  where e.tenant_id = app.tid() and e.id = event and e.by_id is not distinct from app.pid()
    and n.id is distinct from e.by_id
  on conflict (tenant_id, event_id, person_id) do nothing;
  get diagnostics told = row_count;
  return told;
end
"""
STORE = """
declare fresh uuid;
begin
  insert into public.tenancy_mail (tenant_id, id, person_id, to_address, subject, text, html, community_id, key, state,
    created_by_id, created_at)
  values (app.tid(), gen_random_uuid(), reader, address, left(heading, 250), words, page, place, once, 'stored',
    app.pid(), statement_timestamp())
  on conflict (tenant_id, key) do nothing returning id into fresh;
  return fresh;
end
"""
OPEN = f"""
declare letter public.tenancy_mail;
begin {IN_A_TASK}
  update public.tenancy_mail m set ended_at = statement_timestamp(), state = case
      when m.person_id is null then 'sending'
      when not exists (select from public.tenancy_person n where n.tenant_id = m.tenant_id and n.id = m.person_id
        and n.is_active) then 'withdrawn'
      when m.community_id is not null and not app.is_of(m.person_id, m.community_id) then 'withdrawn'
      else 'sending' end
  where m.tenant_id = app.tid() and m.id = mail and m.created_by_id is not distinct from app.pid()
    and m.state in ('stored', 'sending')
  returning m.* into letter;
  if letter.id is null or letter.state <> 'sending' then return null; end if;
  return jsonb_build_object('to', letter.to_address, 'subject', letter.subject, 'text', letter.text, 'html', letter.html,
    'user', (select i.user_id from public.tenancy_signin i where i.tenant_id = letter.tenant_id and i.person_id = letter.person_id));
end
"""
CLOSE = f"""
begin {IN_A_TASK}
  update public.tenancy_mail m set state = outcome, ended_at = statement_timestamp()
  where m.tenant_id = app.tid() and m.id = mail and m.created_by_id is not distinct from app.pid()
    and m.state = 'sending' and outcome in ('stored', 'sent', 'failed');
end
"""
SHOW = """
begin
  if current_setting('app.purpose', true) is distinct from 'outbox' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  update public.tenancy_mail m set link_shown_at = statement_timestamp()
  where m.tenant_id = app.tid() and m.id = mail and m.link_shown_at is null;
  return found;
end
"""
UNREAD = """'unread', (select count(*) from (select from public.tenancy_notification x
    join surface_row r on r.id = x.tenant_id join places l on l.tenant_id = x.tenant_id and l.id = x.person_id
    where x.read_at is null limit 100) u),
  """
PLACES = "'places', (select"


def act(signature: str, returns: str, body: str) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0009_notices")]
    operations = [
        act(
            "every_tenant()",
            "table (tenant uuid)",
            f"begin {OUTSIDE} return query select t.id from public.tenancy_tenant t order by t.slug; end",
        ),
        Function(
            "audience(event uuid)", returns="table (person uuid, verb text)", body=AUDIENCE, roles=("app_sec",)
        ),
        Function("is_of(person uuid, community uuid)", returns="boolean", body="select false", roles=("app_sec",)),
        act("tell(event uuid)", "integer", TELL),
        act(
            "store_mail(reader uuid, address text, heading text, words text, page text, place uuid, once text)",
            "uuid",
            STORE,
        ),
        act("open_mail(mail uuid)", "jsonb", OPEN),
        act("close_mail(mail uuid, outcome text)", "void", CLOSE),
        act("show_mail_link(mail uuid)", "boolean", SHOW),
        Function(
            "resolve(session text, surface text, place text)",
            returns="jsonb",
            roles=("app_rt", "app_auth"),
            body=RESOLVE.replace(PLACES, UNREAD + PLACES),
        ),
    ]
