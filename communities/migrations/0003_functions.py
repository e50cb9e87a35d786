"""The narrow ways in which shells, seats, passages and ledger lines are written."""

from django.db import migrations

from tenancy.wall.migrating import Function

NOTE = """
declare actor public.tenancy_person; line uuid := gen_random_uuid();
begin
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  if actor.id is null then raise exception 'unknown_person'; end if;
  if crossing <> 'refused' and community not in (
      select app.my_communities() union all select app.my_stewarded() union all select app.my_seats())
     and actor.party <> 'operator' then
    raise exception 'not_of_this_community' using errcode = '42501';
  end if;
  insert into public.communities_ledgerline
    (tenant_id, id, community_id, crossing, what, receiver, receiver_side, why, by_name, by_id, at)
  values (app.tid(), line, community, crossing, left(what, 240), left(receiver, 160), side, left(why, 240),
    actor.display_name, actor.id, statement_timestamp());
  return line;
end
"""

START = """
declare fresh uuid := gen_random_uuid(); actor public.tenancy_person; internal boolean;
begin
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid() and p.is_active;
  internal := kind in ('induced_cop', 'strategic', 'co_innovation');
  if actor.party is distinct from 'staff' or kind not in ('induced_cop', 'strategic', 'co_innovation', 'customer', 'demo')
  then raise exception 'not_allowed' using errcode = '42501'; end if;
  if internal and not (app.has_role('management') or app.has_role('programme_office')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if not internal and not (app.has_role('sales_rep') or app.has_role('key_account_manager')
      or app.has_role('sales_manager')) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.communities_community (tenant_id, id, kind, slug, name, purpose, domain, language, look,
    stage, stage_since, privacy_level, created_by_id, created_at)
  values (app.tid(), fresh, kind, slug, name, purpose, domain, language, 'linde',
    case when internal then 'initiation' else 'idea' end, current_date, 'aggregates', actor.id, statement_timestamp());
  if internal then
    insert into public.communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state,
      entry_route, motivation, named_to_sponsor, invited_by_party, asked_at, joined_at, reason_for_leaving)
    select app.tid(), gen_random_uuid(), fresh, start_community.kind, p.id, p.party, 'leader', 'active', 'founded', '',
      false, '', statement_timestamp(), statement_timestamp(), ''
    from public.tenancy_person p where p.tenant_id = app.tid() and p.id = coalesce(leader, actor.id) and p.party = 'staff';
  else
    insert into public.communities_stewardship (tenant_id, id, community_id, person_id, may_edit_look,
      may_manage_invitations, may_manage_meetings, may_raise_requests, may_see_names, since)
    values (app.tid(), gen_random_uuid(), fresh, actor.id, true, false, true, true, false, statement_timestamp());
  end if;
  return fresh;
end
"""

STAGE = """
begin
  if wanted not in ('idea', 'preparation') or not exists (
    select from public.communities_community c where c.tenant_id = app.tid() and c.id = community
      and c.handed_over_at is null and c.id in (select app.my_stewarded())) then
    if community not in (select app.my_led()) or wanted in ('idea', 'preparation') then
      raise exception 'not_allowed' using errcode = '42501'; end if;
  end if;
  update public.communities_community set stage = wanted, stage_since = current_date
  where tenant_id = app.tid() and id = community;
end
"""

OFFER = """
declare place public.communities_community; guest public.tenancy_person; actor public.tenancy_person;
  by_leader boolean;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  select * into guest from public.tenancy_person p where p.tenant_id = app.tid() and p.id = person and p.is_active;
  by_leader := place.id in (select app.my_led());
  if place.id is null or guest.id is null then raise exception 'not_found'; end if;
  if not by_leader and not exists (select from public.communities_stewardship s
      where s.tenant_id = app.tid() and s.community_id = place.id and s.person_id = actor.id
        and (place.handed_over_at is null or s.may_manage_invitations)) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if place.kind = 'customer' and guest.party <> 'customer' then raise exception 'customers_only'; end if;
  if wanted_role <> 'member' and not by_leader and not (wanted_role = 'leader' and place.handed_over_at is null) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state,
    entry_route, motivation, named_to_sponsor, invited_by_id, invited_by_party, asked_at, reason_for_leaving)
  values (app.tid(), gen_random_uuid(), place.id, place.kind, guest.id, guest.party, wanted_role, 'invited', 'invited',
    '', false, actor.id, case when by_leader then 'customer' else actor.party end, statement_timestamp(), '')
  on conflict (tenant_id, community_id, person_id) do update set state = 'invited', role = excluded.role,
    invited_by_id = excluded.invited_by_id, invited_by_party = excluded.invited_by_party,
    asked_at = excluded.asked_at, ended_at = null
  where communities_membership.state = 'ended';
  if place.kind = 'customer' and not by_leader then
    perform app.note_crossing(place.id, 'invitation', 'Invitation of ' || guest.display_name, actor.display_name, 'sponsor',
      'The firm proposed a member', true);
  end if;
end
"""

ASK = """
declare place public.communities_community; actor public.tenancy_person;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid() and p.is_active;
  if place.id is null or actor.party is distinct from 'staff' or place.kind not in ('induced_cop', 'strategic') then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state,
    entry_route, motivation, named_to_sponsor, invited_by_party, asked_at, reason_for_leaving)
  values (app.tid(), gen_random_uuid(), place.id, place.kind, actor.id, actor.party, 'member', 'requested',
    'volunteered', why, false, '', statement_timestamp(), '')
  on conflict (tenant_id, community_id, person_id) do update set state = 'requested', role = 'member',
    entry_route = 'volunteered', motivation = excluded.motivation, asked_at = excluded.asked_at, ended_at = null
  where communities_membership.state in ('ended', 'invited');
end
"""

ANSWER = """
declare seat public.communities_membership; inviter_leads boolean;
begin
  select * into seat from public.communities_membership m where m.tenant_id = app.tid() and m.community_id = community
    and m.person_id = app.pid() and m.state = 'invited';
  if seat.id is null then raise exception 'no_invitation'; end if;
  if not accept then
    update public.communities_membership set state = 'ended', ended_at = statement_timestamp()
    where tenant_id = seat.tenant_id and id = seat.id;
    return 'ended';
  end if;
  inviter_leads := exists (select from public.communities_membership m where m.tenant_id = app.tid()
    and m.community_id = community and m.person_id = seat.invited_by_id and m.state = 'active'
    and m.role in ('leader', 'deputy'));
  if seat.role = 'leader' and not inviter_leads then raise exception 'hand_over_first'; end if;
  update public.communities_membership set motivation = why,
    state = case when inviter_leads then 'active' else 'requested' end,
    accepted_by_id = case when inviter_leads then seat.invited_by_id end,
    joined_at = case when inviter_leads then statement_timestamp() end
  where tenant_id = seat.tenant_id and id = seat.id;
  return case when inviter_leads then 'active' else 'requested' end;
end
"""

HAND_OVER = """
declare seat public.communities_membership; place public.communities_community;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community
    and c.handed_over_at is null and c.kind = 'customer';
  select * into seat from public.communities_membership m where m.tenant_id = app.tid() and m.community_id = community
    and m.person_id = app.pid() and m.state = 'invited' and m.role = 'leader';
  if seat.id is null or place.id is null then raise exception 'no_hand_over'; end if;
  if not exists (select from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid()
      and p.verified_until >= current_date) then raise exception 'not_verified'; end if;
  update public.communities_membership set state = 'active', joined_at = statement_timestamp(),
    accepted_by_id = app.pid() where tenant_id = seat.tenant_id and id = seat.id;
  update public.communities_community set handed_over_at = statement_timestamp(), stage = 'initiation',
    stage_since = current_date where tenant_id = app.tid() and id = community;
  perform app.note_crossing(community, 'hand_over', 'Hand-over: the shell belongs to the community', 'both sides', 'both',
    'The leader accepted', true);
end
"""

DECIDE = """
declare seat public.communities_membership;
begin
  select * into seat from public.communities_membership m where m.tenant_id = app.tid() and m.id = membership
    and m.state = 'requested';
  if seat.id is null then raise exception 'no_request'; end if;
  if seat.community_id not in (select app.my_led()) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if accept then
    update public.communities_membership set state = 'active', accepted_by_id = app.pid(),
      joined_at = statement_timestamp() where tenant_id = seat.tenant_id and id = seat.id;
  else
    update public.communities_membership set state = 'ended', ended_at = statement_timestamp()
    where tenant_id = seat.tenant_id and id = seat.id;
  end if;
end
"""

LEAVE = """
declare seat public.communities_membership;
begin
  select * into seat from public.communities_membership m where m.tenant_id = app.tid() and m.community_id = community
    and m.person_id = app.pid() and m.state <> 'ended';
  if seat.id is null then raise exception 'no_seat'; end if;
  if seat.role = 'leader' and seat.state = 'active' and not exists (select from public.communities_membership m
      where m.tenant_id = app.tid() and m.community_id = community and m.state = 'active' and m.person_id <> app.pid()
        and m.role in ('leader', 'deputy')) then raise exception 'last_leader'; end if;
  update public.communities_membership set state = 'ended', ended_at = statement_timestamp(),
    reason_for_leaving = left(why, 500), named_to_sponsor = false where tenant_id = seat.tenant_id and id = seat.id;
end
"""

APPOINT = """
begin
  if community not in (select app.my_led()) then raise exception 'not_allowed' using errcode = '42501'; end if;
  if wanted_role <> 'leader' and not exists (select from public.communities_membership m where m.tenant_id = app.tid()
      and m.community_id = community and m.state = 'active' and m.role = 'leader' and m.person_id <> person) then
    raise exception 'last_leader'; end if;
  update public.communities_membership set role = wanted_role where tenant_id = app.tid()
    and community_id = appoint.community and person_id = appoint.person and state = 'active';
  if not found then raise exception 'no_seat'; end if;
end
"""

OPEN = """
declare place uuid; fresh uuid := gen_random_uuid(); guest public.tenancy_person;
begin
  select * into guest from public.tenancy_person p where p.tenant_id = app.tid() and p.id = person and p.is_active;
  if guest.id is null then raise exception 'not_found'; end if;
  if post is not null then
    select p.community_id into place from public.communities_post p where p.tenant_id = app.tid() and p.id = post
      and p.author_id = app.pid() and p.community_id in (select app.my_communities());
  else
    select t.community_id into place from public.communities_thread t where t.tenant_id = app.tid() and t.id = thread
      and t.community_id in (select app.my_led());
  end if;
  if place is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  if days not between 1 and 90 then raise exception 'too_long'; end if;
  insert into public.communities_passage (tenant_id, id, kind, community_id, thread_id, post_id, to_person_id, reason,
    granted_by_id, opened_at, expires_at)
  values (app.tid(), fresh, case when post is not null then 'disclosure' else 'guest' end, place,
    case when post is null then thread end, post, person, why, app.pid(), statement_timestamp(),
    statement_timestamp() + make_interval(days => days));
  perform app.note_crossing(place, case when post is not null then 'disclosure' else 'guest' end,
    case when post is not null then 'One post, by its author' else 'One thread, from now on' end,
    guest.display_name, case when guest.party = 'staff' then 'sponsor' else 'members' end, why, true);
  return fresh;
end
"""

CLOSE = """
declare hole public.communities_passage;
begin
  select * into hole from public.communities_passage g where g.tenant_id = app.tid() and g.id = passage
    and g.closed_at is null and (g.granted_by_id = app.pid() or g.community_id in (select app.my_led()));
  if hole.id is null then raise exception 'not_found'; end if;
  update public.communities_passage set closed_at = statement_timestamp() where tenant_id = app.tid() and id = hole.id;
  perform app.note_crossing(hole.community_id, 'passage_closed', 'A passage was closed', 'nobody', 'members', '', true);
end
"""

RETITLE = """
begin
  update public.communities_thread t set title = left(retitle.title, 200) where t.tenant_id = app.tid() and t.id = thread
    and ((t.author_id = app.pid() and t.community_id in (select app.my_communities()))
      or t.community_id in (select app.my_moderated()));
  if not found then raise exception 'not_allowed' using errcode = '42501'; end if;
end
"""

# Called by other definer functions too, which have asked already: `asked` skips the question.
INNER_NOTE = NOTE.replace("if crossing <> 'refused'", "if not asked and crossing <> 'refused'")


def act(signature: str, body: str, returns: str = "void") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_initial")]
    operations = [
        Function(
            "note_crossing(community uuid, crossing text, what text, receiver text, side text, why text, asked boolean)",
            returns="uuid",
            body=INNER_NOTE,
            language="plpgsql",
            volatility="volatile",
            roles=("app_sec",),
        ),
        act(
            "note_crossing(community uuid, crossing text, what text, receiver text, side text, why text)",
            "begin return app.note_crossing(community, crossing, what, receiver, side, why, false); end",
            returns="uuid",
        ),
        act(
            "start_community(kind text, slug text, name text, purpose text, domain text, language text, leader uuid)",
            START,
            returns="uuid",
        ),
        act("set_stage(community uuid, wanted text)", STAGE),
        act("offer_seat(community uuid, person uuid, wanted_role text)", OFFER),
        act("ask_to_join(community uuid, why text)", ASK),
        act("answer_invitation(community uuid, accept boolean, why text)", ANSWER, returns="text"),
        act("accept_hand_over(community uuid)", HAND_OVER),
        act("decide_request(membership uuid, accept boolean)", DECIDE),
        act("leave_community(community uuid, why text)", LEAVE),
        act("appoint(community uuid, person uuid, wanted_role text)", APPOINT),
        act("open_passage(post uuid, thread uuid, person uuid, why text, days integer)", OPEN, returns="uuid"),
        act("close_passage(passage uuid)", CLOSE),
        act("retitle(thread uuid, title text)", RETITLE),
    ]
