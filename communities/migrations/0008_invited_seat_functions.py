"""Seats by e-mail, consent to be named, ends of seats, privacy levels and the person of the sponsor's view."""

from django.db import migrations

from tenancy.wall.migrating import Function

TO_MY_SEATS = """select s.invitation_id from public.communities_invitedseat s
where s.tenant_id = app.tid() and s.community_id in (select app.my_led())"""

SEAT_OF = """select jsonb_build_object('community', c.name, 'slug', c.slug, 'kind', c.kind, 'purpose', c.purpose,
  'role', s.role, 'by_leader', s.by_leader)
from public.communities_invitedseat s
join public.communities_community c on c.tenant_id = s.tenant_id and c.id = s.community_id
where s.tenant_id = tenant and s.invitation_id = invitation"""

# Whoever was invited by somebody who leads is let in by the same act; everybody else waits for the leader.
SEATED = """
declare seat public.communities_invitedseat; inviter uuid; let_in boolean; state text; place public.communities_community;
begin
  select * into seat from public.communities_invitedseat s where s.tenant_id = tenant and s.invitation_id = invitation;
  if seat.id is null then return; end if;
  select * into place from public.communities_community c where c.tenant_id = tenant and c.id = seat.community_id;
  select i.invited_by_id into inviter from public.tenancy_invitation i where i.tenant_id = tenant and i.id = invitation;
  let_in := seat.by_leader and exists (select from public.communities_membership m where m.tenant_id = tenant
    and m.community_id = seat.community_id and m.person_id = inviter and m.state = 'active' and m.role in ('leader', 'deputy'));
  state := case when seat.role = 'leader' and place.handed_over_at is null then 'invited'
    when let_in then 'active' else 'requested' end;
  insert into public.communities_membership (tenant_id, id, community_id, kind, person_id, party, role, state,
    entry_route, motivation, named_to_sponsor, invited_by_id, invited_by_party, accepted_by_id, asked_at, joined_at,
    reason_for_leaving)
  select tenant, gen_random_uuid(), seat.community_id, seat.kind, person, seat.party, seat.role, state, 'invited', '', false,
    inviter, p.party, case when let_in then inviter end, statement_timestamp(),
    case when state = 'active' then statement_timestamp() end, ''
  from public.tenancy_person p where p.tenant_id = tenant and p.id = inviter
  on conflict (tenant_id, community_id, person_id) do update set state = excluded.state, role = excluded.role,
    invited_by_id = excluded.invited_by_id, invited_by_party = excluded.invited_by_party, ended_at = null,
    accepted_by_id = excluded.accepted_by_id, asked_at = excluded.asked_at, joined_at = excluded.joined_at
  where communities_membership.state <> 'active';
end
"""

INVITE = """
declare place public.communities_community; actor public.tenancy_person; leads boolean; fresh uuid;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  leads := community in (select app.my_led());
  if place.id is null or place.kind not in ('customer', 'co_innovation') then raise exception 'not_found'; end if;
  if not leads and not exists (select from public.communities_stewardship s
      where s.tenant_id = app.tid() and s.community_id = place.id and s.person_id = actor.id
        and (place.handed_over_at is null or s.may_manage_invitations)) then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  if wanted_role not in ('member', 'leader', 'deputy', 'moderator')
    or (not leads and wanted_role <> 'member' and not (wanted_role = 'leader' and place.handed_over_at is null))
  then raise exception 'not_allowed' using errcode = '42501'; end if;
  fresh := app.make_invitation(email, name, 'customer', '{}', days, token);
  insert into public.communities_invitedseat (tenant_id, id, invitation_id, party, community_id, kind, role, by_leader)
  values (app.tid(), gen_random_uuid(), fresh, 'customer', place.id, place.kind, wanted_role, leads);
  if place.kind = 'customer' and not leads then
    perform app.note_crossing(place.id, 'invitation',
      'Invitation of ' || coalesce(nullif(btrim(name), ''), left(email, 1) || '…@' || split_part(email, '@', 2)),
      actor.display_name, 'sponsor', 'The firm proposed a ' || wanted_role, true);
  end if;
  return fresh;
end
"""

END = """
declare seat public.communities_membership;
begin
  select * into seat from public.communities_membership m where m.tenant_id = app.tid() and m.id = membership
    and m.state in ('active', 'invited') and m.community_id in (select app.my_led());
  if seat.id is null then raise exception 'no_seat'; end if;
  if seat.person_id = app.pid() then raise exception 'leave_instead'; end if;
  if seat.role = 'leader' and seat.state = 'active' then raise exception 'leaders_are_not_removed'; end if;
  if btrim(why) = '' then raise exception 'reason_needed'; end if;
  update public.communities_membership set state = 'ended', ended_at = statement_timestamp(), named_to_sponsor = false,
    reason_for_leaving = left(why, 500) where tenant_id = seat.tenant_id and id = seat.id;
end
"""

NAME_ME = """
declare seat public.communities_membership; actor public.tenancy_person; told boolean;
begin
  select * into seat from public.communities_membership m where m.tenant_id = app.tid()
    and m.community_id = community and m.person_id = app.pid() and m.state = 'active';
  if seat.id is null then raise exception 'no_seat'; end if;
  if seat.named_to_sponsor = consent then return; end if;
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  update public.communities_membership set named_to_sponsor = consent where tenant_id = seat.tenant_id and id = seat.id;
  told := exists (select from public.communities_stewardship s where s.tenant_id = app.tid()
    and s.community_id = community and s.may_see_names);
  if seat.kind = 'customer' and told then
    perform app.note_crossing(community, 'named_member',
      case when consent then 'The name of ' || actor.display_name else actor.display_name || ' is no longer named' end,
      'the steward', 'sponsor', case when consent then 'By this member’s consent' else 'Consent withdrawn' end, true);
  end if;
end
"""

PROPOSE = """
declare place public.communities_community; actor public.tenancy_person;
begin
  select * into place from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  select * into actor from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  if place.id is null or place.kind <> 'customer' or actor.id is null then raise exception 'not_found'; end if;
  if community not in (select app.my_led()) then
    if actor.party = 'customer' then raise exception 'not_allowed' using errcode = '42501'; end if;
    perform app.note_crossing(community, 'refused', 'Attempt to change the privacy level', 'nobody', 'members',
      'Only members change it', true);
    return 'refused';
  end if;
  if wanted not in ('closed', 'aggregates', 'summary', 'portal') or wanted = place.privacy_level then
    raise exception 'no_change'; end if;
  if exists (select from public.communities_privacyproposal p where p.tenant_id = app.tid() and p.community_id = place.id
      and p.adopted_at is null and p.withdrawn_at is null) then raise exception 'one_proposal_at_a_time'; end if;
  insert into public.communities_privacyproposal (tenant_id, id, community_id, from_level, to_level, proposed_by_id, proposed_at)
  values (app.tid(), gen_random_uuid(), place.id, place.privacy_level, wanted, actor.id, statement_timestamp());
  return 'proposed';
end
"""

COSIGN = """
declare wish public.communities_privacyproposal; proposer text; signer text;
begin
  select * into wish from public.communities_privacyproposal p where p.tenant_id = app.tid() and p.id = proposal
    and p.adopted_at is null and p.withdrawn_at is null and p.community_id in (select app.my_communities());
  if wish.id is null then raise exception 'no_proposal'; end if;
  if wish.proposed_by_id = app.pid() then raise exception 'second_person_needed'; end if;
  if not exists (select from public.communities_membership m where m.tenant_id = app.tid()
      and m.community_id = wish.community_id and m.person_id = wish.proposed_by_id and m.state = 'active'
      and m.role in ('leader', 'deputy')) then raise exception 'proposer_left'; end if;
  update public.communities_privacyproposal set cosigned_by_id = app.pid(), adopted_at = statement_timestamp()
  where tenant_id = app.tid() and id = wish.id;
  update public.communities_community set privacy_level = wish.to_level
  where tenant_id = app.tid() and id = wish.community_id;
  select p.display_name into proposer from public.tenancy_person p where p.tenant_id = app.tid() and p.id = wish.proposed_by_id;
  select p.display_name into signer from public.tenancy_person p where p.tenant_id = app.tid() and p.id = app.pid();
  perform app.note_crossing(wish.community_id, 'privacy', 'Privacy level from “' || wish.from_level || '” to “'
    || wish.to_level || '”', 'both sides', 'both', 'Signed by ' || proposer || ' and ' || signer, true);
end
"""

WITHDRAW = """
begin
  update public.communities_privacyproposal p set withdrawn_at = statement_timestamp()
  where p.tenant_id = app.tid() and p.id = proposal and p.adopted_at is null and p.withdrawn_at is null
    and p.community_id in (select app.my_led());
  if not found then raise exception 'no_proposal'; end if;
end
"""

# Nobody can sign in as this person; it stewards the shell as the real stewards do, so that the
# members' page can ask the database exactly what the sponsor may ask.
SEAT_VIEW = """
declare fresh uuid := gen_random_uuid();
begin
  if exists (select from public.communities_stewardship s
      join public.tenancy_person p on p.tenant_id = s.tenant_id and p.id = s.person_id and p.is_system
      where s.tenant_id = app.tid() and s.community_id = community) then return; end if;
  insert into public.tenancy_person (tenant_id, id, party, display_name, language, time_zone, country, job_function,
    organisation, place, profession, theme, is_system, is_active, created_at)
  select t.id, fresh, 'staff', 'Sponsor view', t.language, t.time_zone, '', '', '', '', '', 'system', true, true,
    statement_timestamp() from public.tenancy_tenant t where t.id = app.tid();
  insert into public.communities_stewardship (tenant_id, id, community_id, person_id, may_edit_look,
    may_manage_invitations, may_manage_meetings, may_raise_requests, may_see_names, since)
  select app.tid(), gen_random_uuid(), community, fresh, bool_or(s.may_edit_look), bool_or(s.may_manage_invitations),
    bool_or(s.may_manage_meetings), bool_or(s.may_raise_requests), bool_or(s.may_see_names), statement_timestamp()
  from public.communities_stewardship s where s.tenant_id = app.tid() and s.community_id = community
  having count(*) > 0;
end
"""

VIEW = """
select s.person_id from public.communities_stewardship s
join public.tenancy_person p on p.tenant_id = s.tenant_id and p.id = s.person_id and p.is_system
where s.tenant_id = app.tid() and s.community_id = community
  and (community in (select app.my_communities()) or app.my_party() = 'operator')
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
  perform app.seat_sponsor_view(community);
  perform app.note_crossing(community, 'hand_over', 'Hand-over: the shell belongs to the community', 'both sides', 'both',
    'The leader accepted', true);
end
"""


def act(signature: str, body: str, returns: str = "void", roles: tuple[str, ...] = ("app_rt",)) -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile", roles=roles)


class Migration(migrations.Migration):
    dependencies = [("communities", "0007_invited_seats")]
    operations = [
        Function("invitations_to_my_seats()", returns="setof uuid", options="rows 20", body=TO_MY_SEATS),
        Function("seat_of_invitation(tenant uuid, invitation uuid)", returns="jsonb", roles=("app_sec",), body=SEAT_OF),
        act("seat_invited(tenant uuid, invitation uuid, person uuid)", SEATED, roles=("app_sec",)),
        act(
            "invite_to_seat(community uuid, wanted_role text, email text, name text, days integer, token text)",
            INVITE,
            returns="uuid",
        ),
        act("end_seat(membership uuid, why text)", END),
        act("consent_to_be_named(community uuid, consent boolean)", NAME_ME),
        act("propose_privacy(community uuid, wanted text)", PROPOSE, returns="text"),
        act("cosign_privacy(proposal uuid)", COSIGN),
        act("withdraw_privacy(proposal uuid)", WITHDRAW),
        act("seat_sponsor_view(community uuid)", SEAT_VIEW, roles=("app_sec",)),
        Function("sponsor_view(community uuid)", returns="uuid", body=VIEW),
        act("accept_hand_over(community uuid)", HAND_OVER),
    ]
