"""What policies ask: who acts, on which side, in which role; and who a request belongs to."""

from tenancy.wall.migrating import Function

WALLED = ("app_owner", "app_rt", "app_metrics", "app_break", "app_sec")

RESOLVE = """
with found as (
  select s.session_data, s.user_id, u.session_epoch
  from public.tenancy_session s
  left join public.tenancy_user u on u.id = s.user_id and u.is_active
  where s.session_key = session and s.expire_date > statement_timestamp()
), surface_row as (
  select t.id, t.slug, t.name, t.unit, t.language, t.time_zone, null::uuid as portal_id
  from public.tenancy_tenant t where surface = 'workspace' and t.slug = place
  union all
  select t.id, t.slug, t.name, t.unit, t.language, t.time_zone, p.id
  from public.tenancy_portal p join public.tenancy_tenant t on t.id = p.tenant_id
  where surface = 'portal' and p.slug = place
), places as (
  select n.tenant_id, n.id, n.party, n.display_name, t.slug, t.name,
    (select p.slug from public.tenancy_portal p where p.tenant_id = n.tenant_id order by p.slug limit 1) as portal,
    (select p.name from public.tenancy_portal p where p.tenant_id = n.tenant_id order by p.slug limit 1) as portal_name
  from found f
  join public.tenancy_signin i on i.user_id = f.user_id and f.session_epoch is not null
  join public.tenancy_person n on n.tenant_id = i.tenant_id and n.id = i.person_id and n.is_active
  join public.tenancy_tenant t on t.id = n.tenant_id
)
select jsonb_build_object(
  'session', (select jsonb_build_object('data', session_data, 'user_id', user_id, 'epoch', session_epoch) from found),
  'tenant', (select to_jsonb(r) from surface_row r),
  'portal', (select to_jsonb(p) from public.tenancy_portal p join surface_row r on r.portal_id = p.id),
  'person', (select to_jsonb(n) from public.tenancy_person n join surface_row r on r.id = n.tenant_id
             join places l on l.tenant_id = n.tenant_id and l.id = n.id),
  'roles', (select coalesce(jsonb_agg(a.role order by a.role), '[]') from public.tenancy_roleassignment a
            join surface_row r on r.id = a.tenant_id join places l on l.tenant_id = a.tenant_id and l.id = a.person_id),
  'places', (select coalesce(jsonb_agg(to_jsonb(l) order by l.party = 'operator', l.slug), '[]') from places l))
"""


FUNCTIONS = [
Function(
    "tid()",
    returns="uuid",
    definer=False,
    roles=WALLED,
    options="parallel safe",
    body="select current_setting('app.tenant_id')::uuid",
),
Function(
    "pid()",
    returns="uuid",
    definer=False,
    roles=WALLED,
    options="parallel safe",
    body="select nullif(current_setting('app.person_id', true), '')::uuid",
),
Function(
    "my_party()",
    returns="text",
    roles=WALLED,
    body="select party from public.tenancy_person where tenant_id = app.tid() and id = app.pid() and is_active",
),
Function(
    "has_role(wanted text)",
    returns="boolean",
    roles=WALLED,
    body="select exists (select from public.tenancy_roleassignment "
    "where tenant_id = app.tid() and person_id = app.pid() and role = wanted)",
),
# Redefined where memberships live: the persons with whom the acting person shares a community.
Function("my_peers()", returns="setof uuid", options="rows 200", body="select app.pid()"),
Function(
    "resolve(session text, surface text, place text)",
    returns="jsonb",
    roles=("app_rt", "app_auth"),
    body=RESOLVE,
),
]
