"""Removing the words and names of notes: by their author or an overseer, by age, and for a contact's right."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Whoever may remove a note must be able to read it first.
MAY_REMOVE = """(app.oversees_sales() or (n.author_id = app.pid()
  and (n.account_id is null or app.oversees_accounts() or n.account_id in (select app.my_accounts()))))"""

WIPE = """
begin
  delete from public.customers_noterevision where tenant_id = app.tid() and note_id = note;
  delete from public.customers_noteparticipant where tenant_id = app.tid() and note_id = note;
  delete from public.customers_noteinterest where tenant_id = app.tid() and note_id = note;
  delete from public.customers_nextstep where tenant_id = app.tid() and note_id = note;
  update public.customers_note set body = '', body_html = '', search_text = '', others_present = '',
    removed_at = at, removed_by_id = app.pid(), removal_reason = left(why, 200)
  where tenant_id = app.tid() and id = note;
end
"""
REMOVE = f"""
declare allowed boolean;
begin
  select {MAY_REMOVE} into allowed from public.customers_note n
  where n.tenant_id = app.tid() and n.id = note and n.removed_at is null;
  if allowed is null then raise exception 'not_found'; end if;
  if not allowed then raise exception 'not_allowed' using errcode = '42501'; end if;
  if btrim(why) = '' then raise exception 'reason_missing'; end if;
  perform app.wipe_note(note, why, at);
end
"""
REDACT = """
begin
  if not app.oversees_sales() then raise exception 'not_allowed' using errcode = '42501'; end if;
  update public.customers_note set body = words, body_html = html, search_text = searched
  where tenant_id = app.tid() and id = note and removed_at is null;
  delete from public.customers_noterevision where tenant_id = app.tid() and note_id = note;
end
"""
FORGET = """
declare gone integer; alone uuid;
begin
  if not app.oversees_sales() then raise exception 'not_allowed' using errcode = '42501'; end if;
  gone := 0;
  for alone in
    select p.note_id from public.customers_noteparticipant p
    where p.tenant_id = app.tid() and p.contact_id = contact and not exists (
      select from public.customers_noteparticipant o where o.tenant_id = p.tenant_id and o.note_id = p.note_id
        and o.contact_id <> contact)
  loop
    perform app.wipe_note(alone, why, at);
    gone := gone + 1;
  end loop;
  delete from public.customers_noteinterest where tenant_id = app.tid() and contact_id = contact;
  delete from public.customers_noteparticipant where tenant_id = app.tid() and contact_id = contact;
  return gone;
end
"""
# A scheduled task acts for nobody; a person may not let notes expire.
EXPIRE = """
declare gone integer; months integer; old uuid;
begin
  if app.pid() is not null or coalesce(current_setting('app.purpose', true), '') not like 'task:%' then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  select r.months into months from public.customers_noteretention r where r.tenant_id = app.tid();
  months := coalesce(months, usual_months);
  gone := 0;
  for old in
    select n.id from public.customers_note n where n.tenant_id = app.tid() and n.removed_at is null
      and n.occurred_on < (least(at, statement_timestamp()) - make_interval(months => months))::date
    order by n.occurred_on limit 5000
  loop
    perform app.wipe_note(old, 'retention', at);
    gone := gone + 1;
  end loop;
  return gone;
end
"""


def acts(signature: str, body: str, *, returns: str = "void", roles: tuple[str, ...] = ("app_rt",)) -> Function:
    return Function(
        signature, returns=returns, language="plpgsql", volatility="volatile", roles=roles, body=body
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0017_sending_webhooks")]
    operations = [
        acts("wipe_note(note uuid, why text, at timestamptz)", WIPE, roles=("app_sec",)),
        acts("remove_note(note uuid, why text, at timestamptz)", REMOVE),
        acts("redact_note(note uuid, words text, html text, searched text)", REDACT),
        acts("forget_contact_in_notes(contact uuid, why text, at timestamptz)", FORGET, returns="integer"),
        acts("expire_notes(at timestamptz, usual_months integer)", EXPIRE, returns="integer"),
    ]
