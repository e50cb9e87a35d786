"""Whose token it is: the one function that looks from the interface into the sign-in tables."""

from django.db import migrations

from tenancy.wall.migrating import Function

RESOLVE = """
select jsonb_build_object('tenant', c.tenant_id, 'client', c.id, 'name', c.name,
  'scopes', to_jsonb(array(select s from unnest(c.scopes) s where s = any(string_to_array(t.scopes, E'\\n')))))
from public.allauth_idp_oidc_token t join public.customers_apiclient c on c.client_id = t.client_id
where t.hash = token_hash and t.type = 'at' and t.expires_at > statement_timestamp() and c.revoked_at is null
"""
COLUMNS = "hash, type, client_id, scopes, expires_at"


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_storing_sales"), ("tenancy", "0002_identity")]
    operations = [
        migrations.RunSQL(
            sql=f"grant select ({COLUMNS}) on allauth_idp_oidc_token to app_sec",
            reverse_sql=f"revoke select ({COLUMNS}) on allauth_idp_oidc_token from app_sec",
        ),
        Function("resolve_client(token_hash text)", returns="jsonb", body=RESOLVE),
    ]
