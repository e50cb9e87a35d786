"""Making surveys, inviting, answering once by a link, and results that wait for enough answers."""

from django.db import migrations

from tenancy.wall.migrating import Function

from ._segment_facts import FACTS_SIGNATURE, facts

MAKERS = "if not app.runs_surveys() then raise exception 'not_allowed' using errcode = '42501'; end if;"
READERS = "if not app.reads_surveys() then raise exception 'not_allowed' using errcode = '42501'; end if;"
DIGEST = "encode(sha256(convert_to(token, 'UTF8')), 'hex')"
IS_OPEN = "(w.closed_at is null and (w.closes_on is null or w.closes_on >= current_date))"

SAVE = f"""
declare found public.customers_survey; kept uuid := coalesce(survey, uuidv7()); fields jsonb := asked -> 'fields';
  items jsonb := asked -> 'items';
begin
  {MAKERS}
  if jsonb_typeof(fields) is distinct from 'object' or fields - array['title', 'purpose', 'anonymous', 'minimum', 'sponsor', 'privacy', 'language'] <> '{{}}'
    or jsonb_typeof(fields -> 'anonymous') is distinct from 'boolean' or jsonb_typeof(items) is distinct from 'array'
    or not coalesce((fields ->> 'minimum')::int in (5, 10), false) or jsonb_array_length(items) > 60
    or exists (select from jsonb_array_elements(items) i where jsonb_typeof(i) <> 'object'
      or i - array['code', 'text', 'scale', 'choices', 'aspect', 'measure', 'function'] <> '{{}}'
      or coalesce(i ->> 'code', '') !~ '^[a-z0-9_]{{1,60}}$'
      or coalesce(i ->> 'scale', '') not in ('scale5', 'yes_no', 'single', 'multiple', 'number', 'text')
      or coalesce(i ->> 'measure', '') not in ('', 'importance', 'performance')
      or coalesce(i ->> 'function', '') not in ('', 'marketing', 'medical', 'sales', 'it', 'service_centre'))
    or (select count(distinct i ->> 'code') < count(*) from jsonb_array_elements(items) i)
  then raise exception 'survey_malformed'; end if;
  select * into found from public.customers_survey s where s.tenant_id = app.tid() and s.id = kept for update;
  if survey is not null and found.id is null then raise exception 'not_found'; end if;
  if found.begun_at is not null then raise exception 'survey_begun'; end if;
  if found.id is null then
    insert into public.customers_survey (tenant_id, id, title, purpose, anonymous, minimum, sponsor, privacy, language,
      created_by_id, created_at)
    values (app.tid(), kept, left(fields ->> 'title', 160), left(fields ->> 'purpose', 2000),
      (fields ->> 'anonymous')::boolean, (fields ->> 'minimum')::int, left(fields ->> 'sponsor', 160),
      left(fields ->> 'privacy', 4000), left(fields ->> 'language', 8), app.pid(), statement_timestamp());
  else
    update public.customers_survey s set title = left(fields ->> 'title', 160),
      purpose = left(fields ->> 'purpose', 2000), anonymous = (fields ->> 'anonymous')::boolean,
      minimum = (fields ->> 'minimum')::int, sponsor = left(fields ->> 'sponsor', 160),
      privacy = left(fields ->> 'privacy', 4000), language = left(fields ->> 'language', 8)
    where s.tenant_id = app.tid() and s.id = kept;
    delete from public.customers_surveyitem i where i.tenant_id = app.tid() and i.survey_id = kept;
  end if;
  insert into public.customers_surveyitem (tenant_id, id, survey_id, position, code, text, scale, choices, aspect, measure,
    function)
  select app.tid(), uuidv7(), kept, n, i ->> 'code', left(i ->> 'text', 400), i ->> 'scale',
    array(select left(c, 120) from jsonb_array_elements_text(coalesce(i -> 'choices', '[]')) c),
    left(coalesce(i ->> 'aspect', ''), 120), coalesce(i ->> 'measure', ''), coalesce(i ->> 'function', '')
  from jsonb_array_elements(items) with ordinality as e(i, n);
  return kept;
end
"""
OPEN = f"""
declare s public.customers_survey; fresh uuid := uuidv7();
begin
  {MAKERS}
  select * into s from public.customers_survey x where x.tenant_id = app.tid() and x.id = survey for update;
  if s.id is null then raise exception 'not_found'; end if;
  if btrim(s.title) = '' or btrim(s.sponsor) = '' or btrim(s.privacy) = '' or not exists (
      select from public.customers_surveyitem i where i.tenant_id = app.tid() and i.survey_id = s.id)
    or exists (select from public.customers_surveyitem i where i.tenant_id = app.tid() and i.survey_id = s.id
      and (btrim(i.text) = '' or (i.scale in ('single', 'multiple') and cardinality(i.choices) < 2)))
  then raise exception 'survey_incomplete'; end if;
  if exists (select from public.customers_surveywave w where w.tenant_id = app.tid() and w.survey_id = s.id
      and {IS_OPEN}) then raise exception 'survey_wave_open'; end if;
  update public.customers_survey x set begun_at = coalesce(x.begun_at, statement_timestamp())
  where x.tenant_id = app.tid() and x.id = s.id;
  insert into public.customers_surveywave (tenant_id, id, survey_id, anonymous, number, name, opened_on, closes_on)
  select app.tid(), fresh, s.id, s.anonymous, count(*) + 1, left(name, 80), current_date, closes_on
  from public.customers_surveywave w where w.tenant_id = app.tid() and w.survey_id = s.id;
  return fresh;
end
"""
CLOSE = f"""
begin
  {MAKERS}
  update public.customers_surveywave w set closed_at = statement_timestamp()
  where w.tenant_id = app.tid() and w.id = wave and w.closed_at is null;
  return found;
end
"""
# Ballots are stored in the order of their digests: neither place nor time leads from one to a contact.
INVITE = f"""
declare w public.customers_surveywave; fresh uuid[];
begin
  {MAKERS}
  select * into w from public.customers_surveywave x where x.tenant_id = app.tid() and x.id = wave;
  if w.id is null or not {IS_OPEN} then raise exception 'survey_closed'; end if;
  if cardinality(contacts) <> cardinality(digests) or cardinality(contacts) > 5000 then
    raise exception 'survey_malformed'; end if;
  with made as (
    insert into public.customers_surveyinvitation (tenant_id, id, wave_id, anonymous, contact_id, token_digest, invited_at)
    select app.tid(), uuidv7(), w.id, w.anonymous, c.id, case when w.anonymous then '' else u.digest end,
      statement_timestamp()
    from unnest(contacts::uuid[], digests) as u(contact, digest)
    join public.customers_contact c on c.tenant_id = app.tid() and c.id = u.contact
    on conflict (tenant_id, wave_id, contact_id) do nothing returning contact_id)
  select coalesce(array_agg(m.contact_id), '{{}}') into fresh from made m;
  if w.anonymous then
    insert into public.customers_surveyballot (tenant_id, id, wave_id, token_digest)
    select app.tid(), gen_random_uuid(), w.id, u.digest from unnest(contacts::uuid[], digests) as u(contact, digest)
    where u.contact = any(fresh) order by u.digest;
  end if;
  return fresh;
end
"""
LOOSE = f"""
declare w public.customers_surveywave;
begin
  {MAKERS}
  select * into w from public.customers_surveywave x where x.tenant_id = app.tid() and x.id = wave;
  if w.id is null or not {IS_OPEN} then raise exception 'survey_closed'; end if;
  if not w.anonymous then raise exception 'survey_named'; end if;
  if cardinality(digests) > 1000 then raise exception 'survey_malformed'; end if;
  insert into public.customers_surveyballot (tenant_id, id, wave_id, token_digest)
  select app.tid(), gen_random_uuid(), w.id, d from unnest(digests) d order by d;
end
"""
FITS = """
select coalesce(case scale
  when 'scale5' then jsonb_typeof(value) = 'number' and (value #>> '{}')::numeric in (1, 2, 3, 4, 5)
  when 'yes_no' then jsonb_typeof(value) = 'boolean'
  when 'number' then jsonb_typeof(value) = 'number' and abs((value #>> '{}')::numeric) < 1e12
  when 'single' then jsonb_typeof(value) = 'string' and value #>> '{}' = any(choices)
  when 'multiple' then jsonb_typeof(value) = 'array' and jsonb_array_length(value) > 0
    and not exists (select from jsonb_array_elements(value) v where jsonb_typeof(v) <> 'string' or not v #>> '{}' = any(choices))
  when 'text' then jsonb_typeof(value) = 'string' and length(value #>> '{}') between 1 and 2000 end, false)
"""
STORE = """
declare stored integer;
begin
  if exists (select from jsonb_array_elements(rows) r where jsonb_typeof(r) <> 'object' or r = '{}') then
    raise exception 'survey_empty'; end if;
  if exists (select from jsonb_array_elements(rows) r, jsonb_each(r) a left join public.customers_surveyitem i
    on i.tenant_id = w.tenant_id and i.survey_id = w.survey_id and i.code = a.key
    where i.id is null or not app.survey_answer_fits(i.scale, i.choices, a.value)) then
    raise exception 'survey_misfit'; end if;
  with responses as materialized (
    select gen_random_uuid() as id, r.one from jsonb_array_elements(rows) as r(one)
  ), made as (
    insert into public.customers_surveyresponse (tenant_id, id, wave_id, anonymous, contact_id, received_on)
    select w.tenant_id, r.id, w.id, w.anonymous, contact, case when not w.anonymous then current_date end
    from responses r order by r.id
  ), answers as (
    insert into public.customers_surveyanswer (tenant_id, id, response_id, item_id, number, words)
    select w.tenant_id, gen_random_uuid(), r.id, i.id,
      case i.scale when 'yes_no' then (a.value = 'true')::int when 'scale5' then (a.value #>> '{}')::numeric
        when 'number' then (a.value #>> '{}')::numeric end,
      case when i.scale in ('single', 'text') then array[a.value #>> '{}']
        when i.scale = 'multiple' then array(select distinct v from jsonb_array_elements_text(a.value) v) end
    from responses r cross join lateral jsonb_each(r.one) a
    join public.customers_surveyitem i on i.tenant_id = w.tenant_id and i.survey_id = w.survey_id and i.code = a.key
    order by r.id, i.position)
  select count(*) into stored from responses;
  return stored;
end
"""
BEHIND = f"""
select jsonb_build_object('title', s.title, 'purpose', s.purpose, 'anonymous', s.anonymous, 'sponsor', s.sponsor,
  'privacy', s.privacy, 'language', s.language, 'minimum', s.minimum, 'tenant', t.name,
  'state', case when l.answered then 'answered' when {IS_OPEN} then 'open' else 'closed' end,
  'items', (select jsonb_agg(jsonb_build_object('code', i.code, 'text', i.text, 'scale', i.scale, 'choices', i.choices,
      'measure', i.measure) order by i.position) from public.customers_surveyitem i
    where i.tenant_id = s.tenant_id and i.survey_id = s.id))
from (select b.tenant_id, b.wave_id, false as answered from public.customers_surveyballot b where b.token_digest = {DIGEST}
  union all select v.tenant_id, v.wave_id, v.answered_at is not null from public.customers_surveyinvitation v
  where v.token_digest = {DIGEST}) l
join public.customers_surveywave w on w.tenant_id = l.tenant_id and w.id = l.wave_id
join public.customers_survey s on s.tenant_id = w.tenant_id and s.id = w.survey_id
join public.tenancy_tenant t on t.id = s.tenant_id
"""
# The link is used up in the same transaction: both happen or neither. Of a ballot nothing is left afterwards.
ANSWER = f"""
declare digest text := {DIGEST}; b public.customers_surveyballot; v public.customers_surveyinvitation;
  w public.customers_surveywave;
begin
  delete from public.customers_surveyballot x where x.token_digest = digest returning * into b;
  if b.id is null then
    select * into v from public.customers_surveyinvitation x where x.token_digest = digest for update;
    if v.id is null then raise exception 'survey_unknown_link'; end if;
    if v.answered_at is not null then raise exception 'survey_answered'; end if;
  end if;
  select * into w from public.customers_surveywave x
  where x.tenant_id = coalesce(b.tenant_id, v.tenant_id) and x.id = coalesce(b.wave_id, v.wave_id);
  if not {IS_OPEN} then raise exception 'survey_closed'; end if;
  perform app.store_survey_rows(w, jsonb_build_array(answers), v.contact_id);
  update public.customers_surveyinvitation x set answered_at = statement_timestamp()
  where x.tenant_id = v.tenant_id and x.id = v.id;
end
"""
BRING = f"""
declare w public.customers_surveywave; rows jsonb := brought -> 'rows';
begin
  {MAKERS}
  select * into w from public.customers_surveywave x where x.tenant_id = app.tid() and x.id = wave;
  if w.id is null or not {IS_OPEN} then raise exception 'survey_closed'; end if;
  if jsonb_array_length(rows) > 20000 then raise exception 'survey_malformed'; end if;
  return app.store_survey_rows(w, rows, null);
end
"""
# An anonymous wave shows nothing while it is open: two looks before and after one answer would tell that answer.
SHOWN = f"""(count(r.id) >= s.minimum and (not s.anonymous or not {IS_OPEN}))"""
RESULTS = f"""
begin
  {READERS}
  return query with waves as (
    select w.id, count(r.id) as responses, {SHOWN} as shown, s.minimum, s.id as survey_id
    from public.customers_surveywave w join public.customers_survey s on s.tenant_id = w.tenant_id and s.id = w.survey_id
    left join public.customers_surveyresponse r on r.tenant_id = w.tenant_id and r.wave_id = w.id
    where w.tenant_id = app.tid() and w.survey_id = survey
    group by w.id, w.closed_at, w.closes_on, s.id, s.minimum, s.anonymous
  ), given as (
    select r.wave_id, a.item_id, a.number, a.words, i.scale from public.customers_surveyanswer a
    join public.customers_surveyresponse r on r.tenant_id = a.tenant_id and r.id = a.response_id
    join waves w on w.id = r.wave_id and w.shown
    join public.customers_surveyitem i on i.tenant_id = a.tenant_id and i.id = a.item_id where a.tenant_id = app.tid()
  ), figures as (
    select g.wave_id, g.item_id, count(*) as n, avg(g.number)::float8 as mean, stddev_samp(g.number)::float8 as sd
    from given g group by 1, 2
  ), counted as (
    select c.wave_id, c.item_id, jsonb_object_agg(c.word, c.n) as counts from (
      select g.wave_id, g.item_id, coalesce(u.word, trim_scale(g.number)::text) as word, count(*) as n
      from given g left join lateral unnest(g.words) as u(word) on g.scale in ('single', 'multiple')
      where g.scale not in ('text', 'number') group by 1, 2, 3) c group by 1, 2
  ), texts as (
    select g.wave_id, g.item_id, jsonb_agg(g.words[1] order by md5(g.words[1])) as texts
    from given g where g.scale = 'text' group by 1, 2
  )
  select w.id, i.id, w.responses, w.shown, case when f.n >= w.minimum then f.n end,
    case when f.n >= w.minimum then f.mean end, case when f.n >= w.minimum then f.sd end,
    case when f.n >= w.minimum then c.counts end, case when f.n >= w.minimum then t.texts end
  from waves w join public.customers_surveyitem i on i.tenant_id = app.tid() and i.survey_id = w.survey_id
  left join figures f on f.wave_id = w.id and f.item_id = i.id
  left join counted c on c.wave_id = w.id and c.item_id = i.id
  left join texts t on t.wave_id = w.id and t.item_id = i.id;
end
"""
GAPS = f"""
begin
  {READERS}
  return query with waves as (
    select w.id, w.number, s.minimum, s.id as survey_id from public.customers_surveywave w
    join public.customers_survey s on s.tenant_id = w.tenant_id and s.id = w.survey_id
    left join public.customers_surveyresponse r on r.tenant_id = w.tenant_id and r.wave_id = w.id
    where w.tenant_id = app.tid() and w.survey_id = survey
    group by w.id, w.number, w.closed_at, w.closes_on, s.id, s.minimum, s.anonymous having {SHOWN}
  ), pairs as (
    select w.id as wave_id, w.minimum, i.aspect, max(i.function) as owner, r.id,
      max(a.number) filter (where i.measure = 'importance') as importance,
      max(a.number) filter (where i.measure = 'performance') as performance
    from waves w join public.customers_surveyresponse r on r.tenant_id = app.tid() and r.wave_id = w.id
    join public.customers_surveyanswer a on a.tenant_id = app.tid() and a.response_id = r.id
    join public.customers_surveyitem i on i.tenant_id = app.tid() and i.id = a.item_id
    where i.aspect <> '' and i.measure <> '' and i.scale = 'scale5' group by 1, 2, 3, 5
  )
  select p.wave_id, p.aspect::text, max(p.owner)::text, count(*), avg(p.importance)::float8, avg(p.performance)::float8,
    avg(p.importance - p.performance)::float8, stddev_samp(p.importance - p.performance)::float8
  from pairs p where p.importance is not null and p.performance is not null
  group by p.wave_id, p.aspect, p.minimum having count(*) >= p.minimum;
end
"""
ROWS = f"""
begin
  {MAKERS}
  if exists (select from public.customers_survey s where s.tenant_id = app.tid() and s.id = survey and s.anonymous) then
    raise exception 'survey_anonymous'; end if;
  return query select w.number::int, coalesce(c.external_id, '')::text, coalesce(c.name, '')::text, r.received_on,
    (select jsonb_object_agg(i.code, coalesce(to_jsonb(a.number), to_jsonb(a.words)))
      from public.customers_surveyanswer a
      join public.customers_surveyitem i on i.tenant_id = a.tenant_id and i.id = a.item_id
      where a.tenant_id = app.tid() and a.response_id = r.id)
  from public.customers_surveywave w
  join public.customers_surveyresponse r on r.tenant_id = w.tenant_id and r.wave_id = w.id
  left join public.customers_contact c on c.tenant_id = r.tenant_id and c.id = r.contact_id
  where w.tenant_id = app.tid() and w.survey_id = survey order by 1, 2, 4;
end
"""
# Named answers alone, the newest of each contact: what people said of themselves under their names.
READY = """
ready as (select c.account_id, jsonb_agg(distinct x.word) as digital
  from (select distinct on (r.contact_id, i.code) r.contact_id, a.number,
      case i.code when 'has_computer' then 'computer' when 'internet_regularly' then 'internet'
        else 'internet for work' end as word
    from public.customers_surveyresponse r
    join public.customers_surveyanswer a on a.tenant_id = r.tenant_id and a.response_id = r.id
    join public.customers_surveyitem i on i.tenant_id = a.tenant_id and i.id = a.item_id
    where r.tenant_id = app.tid() and r.contact_id is not null
      and i.code in ('has_computer', 'internet_regularly', 'internet_for_work')
    order by r.contact_id, i.code, r.received_on desc) x
  join public.customers_contact c on c.tenant_id = app.tid() and c.id = x.contact_id
  where x.number = 1 and c.account_id is not null group by 1)"""


def act(signature: str, body: str, returns: str, *roles: str, volatility: str = "volatile") -> Function:
    return Function(
        signature, returns=returns, body=body, language="plpgsql", volatility=volatility, roles=roles or ("app_rt",)
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0038_surveys")]
    operations = [
        act("save_survey(survey uuid, asked jsonb)", SAVE, "uuid"),
        act("open_survey_wave(survey uuid, name text, closes_on date)", OPEN, "uuid"),
        act("close_survey_wave(wave uuid)", CLOSE, "boolean"),
        act("invite_to_survey(wave uuid, contacts text[], digests text[])", INVITE, "uuid[]"),
        act("make_loose_ballots(wave uuid, digests text[])", LOOSE, "void"),
        Function(
            "survey_answer_fits(scale text, choices text[], value jsonb)", returns="boolean", body=FITS,
            volatility="immutable", roles=("app_sec",),
        ),
        act(
            "store_survey_rows(w public.customers_surveywave, rows jsonb, contact uuid)", STORE, "integer", "app_sec"
        ),
        Function("survey_behind(token text)", returns="jsonb", body=BEHIND),
        act("answer_survey(token text, answers jsonb)", ANSWER, "void"),
        act("import_survey_answers(wave uuid, brought jsonb)", BRING, "integer"),
        act(
            "survey_results(survey uuid)", RESULTS,
            "table (wave uuid, item uuid, responses bigint, shown boolean, n bigint, mean float8, sd float8, "
            "counts jsonb, texts jsonb)", volatility="stable",
        ),
        act(
            "survey_gaps(survey uuid)", GAPS,
            "table (wave uuid, aspect text, owner text, n bigint, importance float8, performance float8, gap float8, "
            "sd float8)", volatility="stable",
        ),
        act(
            "survey_rows(survey uuid)", ROWS,
            "table (wave integer, contact text, name text, received_on date, answers jsonb)", volatility="stable",
        ),
        Function(
            FACTS_SIGNATURE, returns="table (account_id uuid, facts jsonb)", roles=("app_sec",), body=facts(READY)
        ),
    ]
