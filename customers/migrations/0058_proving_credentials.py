"""Whoever remembers what a credential may do has it proved in the transaction that relies on it."""

from django.db import migrations

from tenancy.wall.migrating import Function

# A volatile function is not left out and not put off: it stands in a statement of its own before the one that reads.
PROVE = """
declare found jsonb := app.resolve_credential(credential_hash, caller);
begin
  if found is null or not (found ->> 'here')::boolean or found ->> 'tenant' is distinct from app.tid()::text
    or 'client:' || (found ->> 'client') is distinct from current_setting('app.purpose', true)
    or found - array['here', 'name', 'scopes'] is distinct from expected - 'scopes'
    or (select array_agg(s order by s collate "C") from jsonb_array_elements_text(found -> 'scopes') s)
      is distinct from (select array_agg(s order by s collate "C") from jsonb_array_elements_text(expected -> 'scopes') s)
    then raise exception 'credential_changed'; end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0057_passing_over_unchanged_months")]
    operations = [
        Function(
            "prove_credential(credential_hash text, caller inet, expected jsonb)",
            returns="void",
            language="plpgsql",
            volatility="volatile",
            body=PROVE,
        ),
    ]
