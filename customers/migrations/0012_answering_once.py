"""Which client acts, and the answers that are kept for a repeated call."""

import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models

from tenancy.wall.migrating import Function

MY_CLIENT = """select c.id from public.customers_apiclient c
where c.tenant_id = app.tid() and c.revoked_at is null and app.pid() is null
  and current_setting('app.purpose', true) = 'client:' || c.id"""
CLAIM = """
declare caller uuid := app.my_client(); found record;
begin
  if caller is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  if not pg_try_advisory_xact_lock(hashtextextended(caller || ':' || wanted, 0)) then
    raise exception 'idempotency_key_in_use'; end if;
  delete from public.customers_idempotentanswer k where k.tenant_id = app.tid() and k.client_id = caller
    and k.key = wanted and k.at < statement_timestamp() - interval '24 hours';
  select k.fingerprint, k.status, k.headers, k.body into found from public.customers_idempotentanswer k
    where k.tenant_id = app.tid() and k.client_id = caller and k.key = wanted;
  if found.status is null then return null; end if;
  if found.fingerprint <> call_fingerprint then raise exception 'idempotency_key_reused'; end if;
  return jsonb_build_object('status', found.status, 'headers', found.headers, 'body', found.body);
end
"""
KEEP = """
declare caller uuid := app.my_client();
begin
  if caller is null then raise exception 'not_allowed' using errcode = '42501'; end if;
  insert into public.customers_idempotentanswer (tenant_id, id, client_id, key, fingerprint, status, headers, body, at)
  values (app.tid(), uuidv7(), caller, wanted, call_fingerprint, answer_status, answer_headers, answer_body,
    statement_timestamp());
end
"""
PURGE = """
with gone as (
  delete from public.customers_idempotentanswer k
  where k.tenant_id = app.tid() and k.at < statement_timestamp() - interval '24 hours' returning 1)
select count(*) from gone
"""


def act(signature: str, returns: str, body: str, language: str = "plpgsql") -> Function:
    return Function(signature, returns=returns, body=body, language=language, volatility="volatile")


class Migration(migrations.Migration):

    dependencies = [
        ("customers", "0011_turns_of_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name='IdempotentAnswer',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=255)),
                ('fingerprint', models.CharField(max_length=64)),
                ('status', models.SmallIntegerField()),
                ('headers', models.JSONField()),
                ('body', models.TextField()),
                ('at', models.DateTimeField()),
                ('client', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.apiclient')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'at'], name='customers_idempotent_by_age')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_idempotentanswer_key'), tenancy.wall.constraints.RowSecurity(name='customers_idempotentanswer_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Reference(columns=('tenant_id', 'client_id'), name='customers_idempotentanswer_client_id_ref', on_delete='no action', to='customers_apiclient', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'client_id', 'key'), name='customers_idempotentanswer_once'), tenancy.wall.constraints.Grant(name='customers_idempotentanswer_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_idempotentanswer_sec_rows', role='app_sec', using='true')],
            },
        ),
        Function("my_client()", returns="uuid", roles=("app_rt", "app_sec"), body=MY_CLIENT),
        act("claim_idempotency_key(wanted text, call_fingerprint text)", "jsonb", CLAIM),
        act(
            "keep_idempotent_answer(wanted text, call_fingerprint text, answer_status int, answer_headers jsonb, "
            "answer_body text)",
            "void",
            KEEP,
        ),
        act("purge_idempotent_answers()", "bigint", PURGE, language="sql"),
    ]
