"""Who makes surveys and who reads their results: asked by policies and functions."""

from django.db import migrations

from tenancy.wall.migrating import Function

MAKERS = ("marketing", "management")
# The functions of the firm that own gaps read what was found.
READERS = (*MAKERS, "sales_manager", "programme_office", "medical", "it_support")


def yes(name: str, roles: tuple[str, ...]) -> Function:
    held = " or ".join(f"app.has_role('{role}')" for role in roles)
    return Function(f"{name}()", returns="boolean", roles=("app_rt", "app_sec"), body=f"select {held}")


class Migration(migrations.Migration):
    dependencies = [("customers", "0036_sharing_interests")]
    operations = [yes("runs_surveys", MAKERS), yes("reads_surveys", READERS)]
