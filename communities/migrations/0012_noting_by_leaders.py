"""Who may write a ledger line in so many words: whoever leads, and the operator; a refusal also those it refuses."""

from django.db import migrations

from tenancy.wall.migrating import Function

# Every other line is written by the function that does what the line says. Words of the sponsor's staff
# would otherwise stand in the members' own log.
NOTE = """
begin
  if crossing = 'refused' and (app.my_party() = 'staff' or community in (select app.my_seats())) then
    return app.note_crossing(community, crossing, what, 'nobody', 'members', why, false); end if;
  if community not in (select app.my_led()) and app.my_party() is distinct from 'operator' then
    raise exception 'not_allowed' using errcode = '42501'; end if;
  return app.note_crossing(community, crossing, what, receiver, side, why, false);
end
"""


class Migration(migrations.Migration):
    dependencies = [("communities", "0011_audiences")]
    operations = [
        Function(
            "note_crossing(community uuid, crossing text, what text, receiver text, side text, why text)",
            returns="uuid",
            body=NOTE,
            language="plpgsql",
            volatility="volatile",
        ),
    ]
