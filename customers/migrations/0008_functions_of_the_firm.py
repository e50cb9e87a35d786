"""Which functions of the firm a person speaks for; the policies of routed gaps ask it."""

from django.db import migrations

from tenancy.wall.migrating import Function

MY_FUNCTIONS = """
  select f.name from (values
    ('marketing', 'marketing'), ('medical', 'medical'), ('medical', 'medical_information'),
    ('sales', 'sales_manager'), ('sales', 'key_account_manager'), ('it', 'it_support'),
    ('service_centre', 'programme_office')) f(name, role)
  where app.has_role(f.role)
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_notes")]
    operations = [
        Function(
            "my_functions()",
            returns="setof text",
            roles=("app_rt", "app_sec"),
            options="rows 2",
            body=MY_FUNCTIONS,
        )
    ]
