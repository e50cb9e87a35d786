"""Identity tables belong to app_auth: the sign-in libraries' own tables, their sequences, and the rate-limit cache."""

from django.db import migrations

TABLES = (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "allauth_idp_oidc_client",
    "allauth_idp_oidc_token",
    "tenancy_cache",
)
SEQUENCED = ("account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "socialaccount_socialaccount",
             "socialaccount_socialapp", "socialaccount_socialtoken", "allauth_idp_oidc_token")
CACHE = """create table tenancy_cache (
    cache_key varchar(255) primary key, value text not null, expires timestamptz not null)"""


def grants() -> list[str]:
    return [
        *(f"revoke all on {table} from public" for table in TABLES),
        *(f"grant select, insert, update, delete on {table} to app_auth" for table in TABLES),
        *(f"grant select on {table} to app_backup" for table in TABLES),
        *(f"grant usage on sequence {table}_id_seq to app_auth" for table in SEQUENCED),
        *(f"grant select on sequence {table}_id_seq to app_backup" for table in SEQUENCED),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
    ]
    operations = [
        migrations.RunSQL(sql=CACHE, reverse_sql="drop table tenancy_cache"),
        migrations.RunSQL(sql="create index tenancy_cache_expires on tenancy_cache (expires)", reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=grants(), reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(
            sql="grant select on django_migrations to app_rt, app_auth, app_backup",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
