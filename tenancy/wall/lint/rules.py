"""The rules: each a statement over the catalog whose rows are findings, in words."""

SERVING = "('app_rt', 'app_metrics', 'app_break')"
TABLES = """
(select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relkind
 from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f'))"""

RULES: dict[str, str] = {
    "server version": """
        select 'PostgreSQL ' || current_setting('server_version') || ' is below 18'
        where current_setting('server_version_num')::int < 180000""",
    "the connection's own role": """
        select rolname || ' may pass the wall: superuser, bypassrls, createrole or createdb' from pg_roles
        where rolname = current_user and rolname <> 'app_owner'
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
        union all
        select rolname || ' may pass the wall' from pg_roles
        where rolname in ('app_rt', 'app_auth', 'app_metrics', 'app_break', 'app_backup', 'app_sec')
          and (rolsuper or rolbypassrls)
        union all
        select current_user || ' owns ' || name from {tables} t
        where pg_get_userbyid(t.relowner) = current_user and current_user <> 'app_owner'""",
    "row security": """
        select name || ' has no forced row security' from {tables} t
        where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
          and not name = any(%(global_tables)s)""",
    "no partitions": "select name || ' is partitioned' from {tables} t where relkind = 'p'",
    "views": """
        select name || ' is a materialized view or foreign table' from {tables} t where relkind in ('m', 'f')
        union all
        select t.name || ' is a view without security_invoker' from {tables} t join pg_class c on c.oid = t.oid
        where t.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)""",
    "the tenant wall": """
        select t.name || ' has no restrictive tenant_wall for ' || r.role from {tables} t
        cross join unnest(array['app_rt', 'app_metrics', 'app_break']) as r(role)
        where t.relrowsecurity and not exists (
          select from pg_policy p where p.polrelid = t.oid and not p.polpermissive and p.polcmd = '*'
            and p.polname = 'tenant_wall'
            and exists (select from unnest(p.polroles) o where pg_get_userbyid(o) = r.role)
            and pg_get_expr(p.polqual, p.polrelid)
                ~ ('^\\(' || coalesce(%(tenant_column)s::jsonb ->> t.name, 'tenant_id')
                || ' = \\( SELECT (app\\.)?tid\\(\\) AS tid\\)\\)$')
            and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))""",
    "policies name their roles": """
        select t.name || ': policy ' || p.polname || ' is for everyone' from {tables} t
        join pg_policy p on p.polrelid = t.oid where 0 = any(p.polroles)""",
    "primary keys": """
        select t.name || ' has no primary key (tenant_id, id)' from {tables} t
        where t.relrowsecurity and not (%(tenant_column)s::jsonb ? t.name) and not exists (
          select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p'
            and (select attname from pg_attribute where attrelid = t.oid and attnum = k.conkey[1]) = 'tenant_id')""",
    "unique indexes": """
        select t.name || ': unique index ' || i.relname || ' does not start with tenant_id'
        from {tables} t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where t.relrowsecurity and x.indisunique and coalesce(a.attname, '') <> 'tenant_id'
          and not i.relname = any(%(global_unique)s)""",
    "foreign keys": """
        select t.name || ': ' || k.conname || ' is not a composite key that starts with the tenant'
        from {tables} t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        where t.relrowsecurity and (
          (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) <> 'tenant_id'
          or (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1])
             not in ('tenant_id', 'id'))
        union all
        select t.name || ': ' || k.conname || ' cascades or is deferrable'
        from {tables} t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        where t.relrowsecurity and (k.condeferrable or k.confdeltype in ('c', 'd') or k.confupdtype <> 'a'
          or (k.confdeltype = 'n' and k.confdelsetcols is null))
        union all
        select t.name || '.' || a.attname || ' looks like a relation but has no foreign key'
        from {tables} t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        where t.relrowsecurity and a.attname like '%%\\_id' and a.atttypid = 'uuid'::regtype
          and a.attname <> 'tenant_id' and not (t.name || '.' || a.attname) = any(%(loose)s)
          and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f'
                          and a.attnum = any(k.conkey))""",
    "grants to everyone": """
        select t.name || ' grants ' || x.privilege_type || ' to everyone' from {tables} t
        join pg_class c on c.oid = t.oid cross join lateral aclexplode(c.relacl) x where x.grantee = 0""",
    "dangerous grants": """
        select t.name || ': ' || pg_get_userbyid(x.grantee) || ' has ' || x.privilege_type from {tables} t
        join pg_class c on c.oid = t.oid cross join lateral aclexplode(c.relacl) x
        where pg_get_userbyid(x.grantee) like 'app\\_%%' and pg_get_userbyid(x.grantee) <> 'app_owner'
          and (x.is_grantable or x.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'))
          and not (x.privilege_type = 'MAINTAIN' and not x.is_grantable
            and pg_get_userbyid(x.grantee) = 'app_sec' and t.name = any(%(analyzed)s))
        union all
        select t.name || ': app_rt may delete' from {tables} t
        where has_table_privilege('app_rt', t.oid, 'delete') and not t.name = any(%(deletable)s)""",
    "grants without a policy": """
        select t.name || ': app_rt may ' || v.verb || ' but no policy says which rows' from {tables} t
        cross join (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) v(verb, letter)
        where t.relrowsecurity and case when v.verb = 'delete' then has_table_privilege('app_rt', t.oid, v.verb)
            else has_any_column_privilege('app_rt', t.oid, v.verb) end
          and not exists (select from pg_policy p, unnest(p.polroles) o where p.polrelid = t.oid and p.polpermissive
            and pg_get_userbyid(o) = 'app_rt' and p.polcmd::text in (v.letter, '*'))""",
    "addresses": """
        select n || ' is gone: two places could share one address' from unnest(%(global_unique)s) n
        where to_regclass('public.' || quote_ident(n)) is null""",
    "planes of connections": """
        select t.name || ': app_rt reaches an identity table' from {tables} t
        where t.name = any(%(identity)s) and has_any_column_privilege('app_rt', t.oid, 'select, insert, update')
        union all
        select t.name || ': app_auth reaches a tenant table' from {tables} t
        where t.relrowsecurity and (has_any_column_privilege('app_auth', t.oid, 'select, insert, update')
          or has_table_privilege('app_auth', t.oid, 'delete, truncate'))
        union all
        select t.name || ': ' || r || ' may write' from {tables} t,
          unnest(array['app_metrics', 'app_break', 'app_backup']) r
        where has_any_column_privilege(r, t.oid, 'insert, update') or has_table_privilege(r, t.oid, 'delete')""",
    "measured columns": """
        select t.name || '.' || a.attname || ' is readable by app_metrics' from {tables} t
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        where a.attname = any(%(never_measured)s) and has_column_privilege('app_metrics', t.oid, a.attnum, 'select')
        union all
        select t.name || ': app_metrics has a table grant' from {tables} t
        where has_table_privilege('app_metrics', t.oid, 'select')
          and exists (select from pg_class c cross join lateral aclexplode(c.relacl) x
                      where c.oid = t.oid and pg_get_userbyid(x.grantee) = 'app_metrics')""",
    "columns that policies read": """
        select t.name || '.' || a.attname || ' is updatable by app_rt' from {tables} t
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        where t.relrowsecurity and a.attname = any(%(never_updated)s)
          and not (t.name || '.' || a.attname) = any(%(updated_all_the_same)s)
          and has_column_privilege('app_rt', t.oid, a.attnum, 'update')""",
    "definer functions": """
        select 'app.' || p.proname || ' is not owned by app_sec' from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef and pg_get_userbyid(p.proowner) <> 'app_sec'
        union all
        select 'app.' || p.proname || ' does not pin its search path with pg_temp last' from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef
          and not 'search_path=pg_catalog, app, public, pg_temp' = any(coalesce(p.proconfig, '{{}}'))
        union all
        select 'app.' || p.proname || ' can be executed by everyone' from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('app', 'public') and has_function_privilege('public', p.oid, 'execute')
        union all
        select 'app.' || p.proname || ' runs with the rights of its caller' from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('app', 'public') and not p.prosecdef and not p.proname = any(%(invokers)s)""",
    "functions ask who acts": """
        select 'app.' || p.proname || ' asks neither for the scope nor for its absence' from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef and has_function_privilege('app_rt', p.oid, 'execute')
          and p.prosrc !~ 'app\\.(tid|pid|has_role|importing|feeds|note_crossing|my_[a-z_]+)\\('
          and p.prosrc !~ $$current_setting\\('app\\.tenant_id'$$ and not p.proname = any(%(across_tenants)s)""",
    "staged tables": """
        select 'app.' || p.proname || ' believes a temporary table without asking whether it is a plain one'
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef and p.prosrc ~ 'pg_temp\\.'
          and p.prosrc !~ 'app\\.(importing|feeds|staging_is_plain)\\('
        union all
        select 'app.' || n || ' does not ask whether staged tables are plain' from unnest(array['importing', 'feeds']) n
        join pg_proc p on p.proname = n and p.pronamespace = 'app'::regnamespace
        where p.prosrc !~ 'app\\.staging_is_plain\\('""",
    "app_sec": """
        select 'app_sec can log in' from pg_roles where rolname = 'app_sec' and rolcanlogin
        union all
        select r.rolname || ' is a member of ' || g.rolname || ' with inheritance' from pg_auth_members m
        join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid
        where g.rolname like 'app\\_%%' and r.rolname like 'app\\_%%'
          and (m.inherit_option or r.rolname <> 'app_owner' or g.rolname <> 'app_sec')""",
    "triggers and rules": """
        select t.name || ' has trigger ' || g.tgname from {tables} t join pg_trigger g on g.tgrelid = t.oid
        where not g.tgisinternal and not (t.name || '.' || g.tgname) = any(%(triggers)s)
        union all
        select t.name || ' has rule ' || r.rulename from {tables} t join pg_rewrite r on r.ev_class = t.oid
        where t.relkind <> 'v'""",
    "sequences": """
        select c.relname || ' is visible to app_rt' from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public'
          and case when c.relkind = 'S' then has_sequence_privilege('app_rt', c.oid, 'usage, select, update') end""",
    "schemas": """
        select r || ' may create in schema ' || s
        from unnest(array['app_rt', 'app_auth', 'app_metrics', 'app_break']) r,
          unnest(array['public', 'app']) s where has_schema_privilege(r, s, 'create')""",
}
