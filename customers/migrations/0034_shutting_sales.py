"""Sales, potential and contacts shut where persons or centres are chosen."""

import tenancy.wall.constraints
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0033_moving_candidates'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='contact',
            constraint=tenancy.wall.constraints.PurposeWall(name='customers_contact_apart', never=('choosing_centres',), only=()),
        ),
        migrations.AddConstraint(
            model_name='potential',
            constraint=tenancy.wall.constraints.PurposeWall(name='customers_potential_apart', never=('choosing_people', 'fit_sheet:'), only=()),
        ),
        migrations.AddConstraint(
            model_name='salesfact',
            constraint=tenancy.wall.constraints.PurposeWall(name='customers_salesfact_apart', never=('choosing_people', 'fit_sheet:'), only=()),
        ),
        migrations.AddConstraint(
            model_name='salesseries',
            constraint=tenancy.wall.constraints.PurposeWall(name='customers_salesseries_apart', never=('choosing_people', 'fit_sheet:'), only=()),
        ),
    ]
