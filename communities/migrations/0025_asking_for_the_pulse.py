"""Opening, answering, counting and planning waves of the pulse survey, and telling people of them.

Answers lie in one row that is shuffled with each new one; who has answered lies in another table. Counting keeps
results over at least five people and destroys both.
"""

from django.db import migrations

from tenancy.wall.migrating import Function

LED = "community in (select app.my_led())"
NOT_ALLOWED = "raise exception 'not_allowed' using errcode = '42501';"
BY_A_WORKER = f"""
  if coalesce(current_setting('app.purpose', true), '') !~ '^(task:|command$)' then {NOT_ALLOWED} end if;
"""
RESTING_DAYS = 28
REMINDED_DAYS = 3

ITEMS = """
select case when kind in ('induced_cop', 'strategic', 'co_innovation', 'customer') then
  array['domain.1', 'domain.2', 'community.1', 'community.2', 'practice.1', 'practice.2', 'motivation.1', 'motivation.2',
    'structure.1', 'structure.2', 'mandate.1', 'mandate.2']
  || case kind when 'induced_cop' then array['hindered', 'stuck']
    when 'strategic' then array['openness', 'culture', 'interests', 'collective', 'embedded', 'own_norms']
    else '{}'::text[] end
else '{}'::text[] end
"""
BEGIN_WAVE = """
declare fresh uuid := uuidv7();
begin
  insert into public.communities_pulsewave (tenant_id, id, community_id, kind, number, opens_on, closes_on, opened_by_id)
  select c.tenant_id, fresh, c.id, c.kind,
    1 + (select count(*) from public.communities_pulsewave w where w.tenant_id = c.tenant_id and w.community_id = c.id),
    current_date, current_date + open_days, opener
  from public.communities_community c where c.tenant_id = app.tid() and c.id = community;
  insert into public.communities_pulsebox (tenant_id, id, wave_id, answers)
  values (app.tid(), gen_random_uuid(), fresh, '[]');
  return fresh;
end
"""
FREE = f"""not exists (select from public.communities_pulsewave w where w.tenant_id = c.tenant_id
    and w.community_id = c.id and w.withdrawn_on is null
    and (w.counted_on is null or w.closes_on > current_date - {RESTING_DAYS}))"""
OPEN = f"""
declare c public.communities_community;
begin
  select * into c from public.communities_community x where x.tenant_id = app.tid() and x.id = community for update;
  if c.id is null then raise exception 'not_found'; end if;
  if not {LED} then {NOT_ALLOWED} end if;
  if cardinality(app.pulse_items(c.kind)) = 0 then raise exception 'pulse_not_here'; end if;
  if open_days is null or open_days not in (7, 14, 21) then raise exception 'pulse_malformed'; end if;
  if exists (select from public.communities_pulsewave w where w.tenant_id = c.tenant_id and w.community_id = c.id
      and w.withdrawn_on is null and w.counted_on is null) then raise exception 'pulse_running'; end if;
  if not {FREE} then raise exception 'pulse_too_soon'; end if;
  return app.begin_pulse(c.id, open_days, app.pid());
end
"""
WITHDRAW = f"""
declare w public.communities_pulsewave;
begin
  select * into w from public.communities_pulsewave x where x.tenant_id = app.tid() and x.id = wave for update;
  if w.id is null or w.community_id not in (select app.my_communities()) then raise exception 'not_found'; end if;
  if w.community_id not in (select app.my_led()) then {NOT_ALLOWED} end if;
  if w.withdrawn_on is not null or w.counted_on is not null or w.closes_on < current_date then
    raise exception 'pulse_ended'; end if;
  delete from public.communities_pulsebox b where b.tenant_id = w.tenant_id and b.wave_id = w.id;
  delete from public.communities_pulseturnout t where t.tenant_id = w.tenant_id and t.wave_id = w.id;
  update public.communities_pulsewave x set withdrawn_on = current_date where x.tenant_id = w.tenant_id and x.id = w.id;
end
"""
PLAN = f"""
declare c public.communities_community;
begin
  select * into c from public.communities_community x where x.tenant_id = app.tid() and x.id = community;
  if c.id is null then raise exception 'not_found'; end if;
  if not {LED} then {NOT_ALLOWED} end if;
  if cardinality(app.pulse_items(c.kind)) = 0 then raise exception 'pulse_not_here'; end if;
  if months is null then
    delete from public.communities_pulseplan p where p.tenant_id = c.tenant_id and p.community_id = c.id;
    return;
  end if;
  if months not in (3, 6, 12) or open_days is null or open_days not in (7, 14, 21) or next_on is null
    or next_on > current_date + 400 then raise exception 'pulse_malformed'; end if;
  if next_on <= current_date then raise exception 'pulse_past'; end if;
  insert into public.communities_pulseplan as p (tenant_id, id, community_id, kind, months, open_days, next_on, set_by_id,
    set_at)
  values (c.tenant_id, uuidv7(), c.id, c.kind, months, open_days, next_on, app.pid(), statement_timestamp())
  on conflict (tenant_id, community_id) do update set months = excluded.months, open_days = excluded.open_days,
    next_on = excluded.next_on, set_by_id = excluded.set_by_id, set_at = excluded.set_at;
end
"""
# One row for all answers: none has an id, a place or a transaction of its own that could be laid beside the turnout.
ANSWER = """
declare w public.communities_pulsewave; asked text[];
begin
  select * into w from public.communities_pulsewave x where x.tenant_id = app.tid() and x.id = wave for update;
  if w.id is null or not exists (select from public.communities_membership m where m.tenant_id = w.tenant_id
      and m.community_id = w.community_id and m.person_id = app.pid() and m.state = 'active')
    or w.community_id not in (select app.my_communities()) then raise exception 'not_found'; end if;
  if w.withdrawn_on is not null or w.counted_on is not null or current_date not between w.opens_on and w.closes_on then
    raise exception 'pulse_ended'; end if;
  asked := app.pulse_items(w.kind);
  if jsonb_typeof(given) is distinct from 'object' or given - asked <> '{}' or not given ?& asked
    or exists (select from jsonb_each(given) e where e.value not in ('1', '2', '3', '4', '5')) then
    raise exception 'pulse_misfit'; end if;
  begin
    insert into public.communities_pulseturnout (tenant_id, id, wave_id, person_id)
    values (w.tenant_id, gen_random_uuid(), w.id, app.pid());
  exception when unique_violation then raise exception 'pulse_answered';
  end;
  update public.communities_pulsebox b set answers = (
    select jsonb_agg(a.one order by gen_random_uuid())
    from (select jsonb_array_elements(b.answers) as one union all select given) a)
  where b.tenant_id = w.tenant_id and b.wave_id = w.id;
end
"""
ENOUGH = """
select coalesce((select jsonb_array_length(b.answers) >= 5 from public.communities_pulsebox b
  join public.communities_pulsewave w on w.tenant_id = b.tenant_id and w.id = b.wave_id
  where b.tenant_id = app.tid() and b.wave_id = wave and w.community_id in (select app.my_communities())), false)
"""
# Cronbach's alpha: k / (k - 1) * (1 - sum of the items' variances / variance of the sum), Psychometrika 16 (1951).
ALPHA = "({k} / ({k} - 1.0) * (1 - {within} / nullif({total}, 0)))::double precision"
COUNT = f"""
declare counted integer;
begin {BY_A_WORKER}
  with due as materialized (
    select w.tenant_id, w.id, w.community_id, w.kind from public.communities_pulsewave w
    where w.tenant_id = app.tid() and w.counted_on is null and w.withdrawn_on is null and w.closes_on < current_date
    for update
  ), given as materialized (
    select d.id as wave, a.n as answerer, e.key as item, split_part(e.key, '.', 1) as topic, e.value::text::numeric as v
    from due d join public.communities_pulsebox b on b.tenant_id = d.tenant_id and b.wave_id = d.id
    cross join lateral jsonb_array_elements(b.answers) with ordinality as a(one, n)
    cross join lateral jsonb_each(a.one) e
  ), item_spreads as (
    select g.wave, g.topic, g.item, var_samp(g.v) as variance from given g group by 1, 2, 3
  ), scores as (
    select g.wave, g.topic, g.answerer, avg(g.v) as score, sum(g.v) as total from given g group by 1, 2, 3
  ), within_topics as (
    select i.wave, i.topic, count(*) as items, sum(i.variance) as variance from item_spreads i group by 1, 2
  ), found as (
    select s.wave, s.topic, count(*) as n, avg(s.score) as mean, var_samp(s.total) as total,
      avg((s.score >= 4)::integer) as high, array[count(*) filter (where s.score < 2.5),
        count(*) filter (where s.score between 2.5 and 3.5), count(*) filter (where s.score > 3.5)]::integer[] as cells
    from scores s group by 1, 2
  ), kept as (
    insert into public.communities_pulseresult (tenant_id, id, wave_id, community_id, kind, topic, n, mean, alpha, high,
      low_middle_high)
    select d.tenant_id, uuidv7(), d.id, d.community_id, d.kind, f.topic, f.n, f.mean::double precision,
      case when t.items > 1 then {ALPHA.format(k="t.items", within="t.variance", total="f.total")} end,
      case when f.topic in ('hindered', 'stuck') then f.high::double precision end,
      case when 5 <= all (f.cells) then f.cells end
    from due d join found f on f.wave = d.id join within_topics t on t.wave = f.wave and t.topic = f.topic
    where f.n >= 5
  ), whole as (
    select g.wave, g.answerer, sum(g.v) as total from given g where g.item like '%._' group by 1, 2
  ), all_items as (
    select w.wave, count(*) as n, var_samp(w.total) as total,
      (select count(*) from item_spreads i where i.wave = w.wave and i.item like '%._') as items,
      (select sum(i.variance) from item_spreads i where i.wave = w.wave and i.item like '%._') as within
    from whole w group by 1
  )
  update public.communities_pulsewave w set counted_on = current_date,
    answers = case when a.n >= 5 then a.n end,
    alpha = case when a.n >= 5 then {ALPHA.format(k="a.items", within="a.within", total="a.total")} end
  from due d left join all_items a on a.wave = d.id where w.tenant_id = d.tenant_id and w.id = d.id;
  get diagnostics counted = row_count;
  delete from public.communities_pulsebox b using public.communities_pulsewave w
  where b.tenant_id = app.tid() and w.tenant_id = b.tenant_id and w.id = b.wave_id and w.counted_on is not null;
  delete from public.communities_pulseturnout t using public.communities_pulsewave w
  where t.tenant_id = app.tid() and w.tenant_id = t.tenant_id and w.id = t.wave_id and w.counted_on is not null;
  return counted;
end
"""
# A plan that meets a running wave or the rest after one waits for the next day on which it may open.
OPEN_PLANNED = f"""
begin {BY_A_WORKER}
  return query with opened as (
    update public.communities_pulseplan p set next_on = (current_date + make_interval(months => p.months))::date
    from public.communities_community c
    where p.tenant_id = app.tid() and p.next_on <= current_date and c.tenant_id = p.tenant_id and c.id = p.community_id
      and c.stage <> 'closed' and {FREE}
    returning p.community_id as place, p.open_days as days
  ) select o.place, app.begin_pulse(o.place, o.days, null) from opened o;
end
"""
TO_REMIND = f"""
begin {BY_A_WORKER}
  return query select w.community_id, w.id from public.communities_pulsewave w
  where w.tenant_id = app.tid() and w.counted_on is null and w.withdrawn_on is null and w.opens_on < current_date
    and current_date between w.closes_on - {REMINDED_DAYS} and w.closes_on
    and not exists (select from public.tenancy_event e where e.tenant_id = w.tenant_id
      and e.community_id = w.community_id and e.subject_id = w.id and e.verb = 'pulse.reminded');
end
"""
WAITING = """
select e.id as event, e.verb, e.community_id, e.subject_kind, e.subject_id, e.at, n.id as person, n.language, n.party
from public.tenancy_event e
join public.communities_pulsewave w on w.tenant_id = e.tenant_id and w.id = e.subject_id and w.counted_on is null
  and w.withdrawn_on is null and w.closes_on >= current_date
join public.communities_membership m on m.tenant_id = w.tenant_id and m.community_id = w.community_id and m.state = 'active'
join public.tenancy_person n on n.tenant_id = m.tenant_id and n.id = m.person_id and n.is_active and not n.is_system
  and (m.kind <> 'customer' or n.verified_until >= current_date)
where e.tenant_id = app.tid() and e.id = event and e.verb in ('pulse.opened', 'pulse.reminded')
  and n.id is distinct from e.by_id
  and not exists (select from public.communities_pulseturnout t where t.tenant_id = w.tenant_id and t.wave_id = w.id
    and t.person_id = n.id)
"""
TELL = f"""
begin {BY_A_WORKER}
  insert into public.tenancy_notification
    (tenant_id, id, person_id, event_id, verb, community_id, subject_kind, subject_id, ids, at)
  select app.tid(), uuidv7(), x.person, x.event, x.verb, x.community_id, x.subject_kind, x.subject_id, '{{}}', x.at
  from ({WAITING}) x on conflict (tenant_id, event_id, person_id) do nothing;
  return query select x.person, x.language::text, x.community_id,
    case when x.party = 'staff' then '/w/' || t.slug else '/p/' || (select min(p.slug) from public.tenancy_portal p
      where p.tenant_id = t.id) end::text
  from ({WAITING}) x join public.tenancy_tenant t on t.id = app.tid() where x.verb = 'pulse.reminded';
end
"""


def act(signature: str, returns: str, body: str, *roles: str) -> Function:
    return Function(
        signature,
        returns=returns,
        body=body,
        language="plpgsql",
        volatility="volatile",
        roles=roles or ("app_rt",),
    )


class Migration(migrations.Migration):
    dependencies = [("communities", "0024_pulse_surveys"), ("tenancy", "0010_notice_functions")]
    operations = [
        Function(
            "pulse_items(kind text)", returns="text[]", body=ITEMS, volatility="immutable", roles=("app_sec",)
        ),
        act("begin_pulse(community uuid, open_days integer, opener uuid)", "uuid", BEGIN_WAVE, "app_sec"),
        act("open_pulse(community uuid, open_days integer)", "uuid", OPEN),
        act("withdraw_pulse(wave uuid)", "void", WITHDRAW),
        act("plan_pulse(community uuid, months integer, open_days integer, next_on date)", "void", PLAN),
        act("answer_pulse(wave uuid, given jsonb)", "void", ANSWER),
        Function("pulse_has_enough(wave uuid)", returns="boolean", body=ENOUGH),
        act("count_pulses()", "integer", COUNT),
        act("open_planned_pulses()", "table (community uuid, wave uuid)", OPEN_PLANNED),
        act("pulses_to_remind()", "table (community uuid, wave uuid)", TO_REMIND),
        act(
            "tell_of_pulse(event uuid)",
            "table (person uuid, language text, community uuid, place text)",
            TELL,
        ),
    ]
