"""The narrow ways to invite to a meeting, to note who came, to take a proposal back, and to move an action."""

from django.db import migrations

from tenancy.wall.migrating import Function

# The meeting of one of the communities that the acting person leads.
LED = """
declare m public.communities_meeting;
begin
  select * into m from public.communities_meeting x where x.tenant_id = app.tid() and x.id = meeting
    and x.community_id in (select app.my_communities());
  if m.id is null then raise exception 'not_found'; end if;
  if m.community_id not in (select app.my_led()) then raise exception 'not_allowed' using errcode = '42501'; end if;
"""
INVITE = f"""{LED}
  if m.cancelled_at is not null or m.held_at is not null then raise exception 'meeting_is_over'; end if;
  if persons is not null then
    delete from public.communities_meetinginvitation i where i.tenant_id = app.tid() and i.meeting_id = m.id
      and not i.person_id = any(persons::uuid[]);
  end if;
  return query insert into public.communities_meetinginvitation as i
      (tenant_id, id, meeting_id, community_id, person_id, invited_at)
    select s.tenant_id, uuidv7(), m.id, m.community_id, s.person_id, statement_timestamp()
    from public.communities_membership s
    where s.tenant_id = app.tid() and s.community_id = m.community_id and s.state = 'active'
      and (persons is null or s.person_id = any(persons::uuid[]))
    on conflict (tenant_id, meeting_id, person_id) do nothing
    returning i.person_id;
end
"""
NOTE = f"""{LED}
  if m.cancelled_at is not null then raise exception 'meeting_is_cancelled'; end if;
  if m.starts_at > statement_timestamp() then raise exception 'not_yet_begun'; end if;
  delete from public.communities_attendance a where a.tenant_id = app.tid() and a.meeting_id = m.id
    and not a.person_id = any((came || excused || absent)::uuid[]);
  insert into public.communities_attendance as a
      (tenant_id, id, meeting_id, community_id, person_id, outcome, noted_by_id, noted_at)
    select s.tenant_id, uuidv7(), m.id, m.community_id, s.person_id,
      case when s.person_id = any(came::uuid[]) then 'came' when s.person_id = any(excused::uuid[]) then 'excused' else 'absent' end,
      app.pid(), statement_timestamp()
    from public.communities_membership s
    where s.tenant_id = app.tid() and s.community_id = m.community_id and s.joined_at is not null
      and s.person_id = any((came || excused || absent)::uuid[])
    on conflict (tenant_id, meeting_id, person_id) do update
      set outcome = excluded.outcome, noted_by_id = excluded.noted_by_id, noted_at = excluded.noted_at
      where a.outcome <> excluded.outcome;
  update public.communities_meeting x set held_at = coalesce(x.held_at, statement_timestamp()),
      head_count = (select count(*) from public.communities_attendance a
        where a.tenant_id = x.tenant_id and a.meeting_id = x.id and a.outcome = 'came')
    where x.tenant_id = app.tid() and x.id = m.id returning x.head_count into m.head_count;
  return m.head_count;
end
"""
# One's own word holds until the leader has put the meeting on record: being there from half an hour before it
# begins to a day after it has ended, excusing oneself until it ends.
ANSWER = """
declare m public.communities_meeting; ends timestamptz;
begin
  select * into m from public.communities_meeting x where x.tenant_id = app.tid() and x.id = meeting
    and x.community_id in (select app.my_communities());
  if m.id is null then raise exception 'not_found'; end if;
  if m.cancelled_at is not null then raise exception 'meeting_is_cancelled'; end if;
  if m.held_at is not null then raise exception 'attendance_is_recorded'; end if;
  ends := m.starts_at + m.duration_minutes * interval '1 minute';
  if wanted = 'came' and statement_timestamp() not between m.starts_at - interval '30 minutes' and ends + interval '1 day' then
    raise exception 'not_the_time_to_check_in'; end if;
  if wanted = 'excused' and statement_timestamp() > ends then raise exception 'meeting_is_over'; end if;
  if wanted not in ('came', 'excused', '') then raise exception 'not_found'; end if;
  delete from public.communities_attendance a where a.tenant_id = app.tid() and a.meeting_id = m.id
    and a.person_id = app.pid();
  if wanted = '' then return; end if;
  insert into public.communities_attendance
    (tenant_id, id, meeting_id, community_id, person_id, outcome, noted_by_id, noted_at)
  values (app.tid(), uuidv7(), m.id, m.community_id, app.pid(), wanted, app.pid(), statement_timestamp());
end
"""
WITHDRAW = """
begin
  update public.communities_agendaitem i set decision = case when wanted then 'withdrawn' else 'proposed' end
  where i.tenant_id = app.tid() and i.id = item and i.proposed_by_id = app.pid()
    and i.community_id in (select app.my_communities())
    and i.decision = case when wanted then 'proposed' else 'withdrawn' end;
  if not found then raise exception 'not_allowed' using errcode = '42501'; end if;
end
"""
ACTION = """
declare x public.communities_actionitem;
begin
  select * into x from public.communities_actionitem a where a.tenant_id = app.tid() and a.id = action
    and a.community_id in (select app.my_communities()) for update;
  if x.id is null then raise exception 'not_found'; end if;
  if x.community_id not in (select app.my_led()) and x.owner_id <> app.pid() then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if x.outcome <> 'open' then raise exception 'action_is_closed'; end if;
"""
CARRY = f"""{ACTION}
  if x.due_on = due and x.next_meeting_id is not distinct from meeting then raise exception 'nothing_moved'; end if;
  if due < x.opened_at::date then raise exception 'due_before_it_began'; end if;
  insert into public.communities_carryover
    (tenant_id, id, action_id, community_id, was_due_on, due_on, from_meeting_id, to_meeting_id, why, by_id, at)
  values (app.tid(), uuidv7(), x.id, x.community_id, x.due_on, due, x.next_meeting_id, meeting, left(btrim(words), 240),
    app.pid(), statement_timestamp());
  update public.communities_actionitem a set due_on = due, next_meeting_id = meeting
  where a.tenant_id = app.tid() and a.id = x.id;
end
"""
PASS_ON = f"""{ACTION}
  if not exists (select from public.communities_membership s where s.tenant_id = app.tid()
      and s.community_id = x.community_id and s.person_id = person and s.state = 'active') then
    raise exception 'not_a_member'; end if;
  update public.communities_actionitem a set owner_id = person where a.tenant_id = app.tid() and a.id = x.id;
end
"""


def act(signature: str, body: str, returns: str = "void", options: str = "") -> Function:
    return Function(
        signature, returns=returns, body=body, language="plpgsql", volatility="volatile", options=options
    )


class Migration(migrations.Migration):
    dependencies = [("communities", "0022_meetings_and_actions")]
    operations = [
        act("invite_to_meeting(meeting uuid, persons text[])", INVITE, "setof uuid", "rows 20"),
        act("note_attendance(meeting uuid, came text[], excused text[], absent text[])", NOTE, "integer"),
        act("answer_meeting(meeting uuid, wanted text)", ANSWER),
        act("withdraw_proposal(item uuid, wanted boolean)", WITHDRAW),
        act("carry_over(action uuid, due date, meeting uuid, words text)", CARRY),
        act("pass_on_action(action uuid, person uuid)", PASS_ON),
    ]
