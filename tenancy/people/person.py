"""The person: a user inside one tenant."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, for_metrics, walled

TABLE = "tenancy_person"
CHANGEABLE = (
    "display_name",
    "language",
    "time_zone",
    "country",
    "job_function",
    "organisation",
    "place",
    "theme",
)


class Party(models.TextChoices):
    """The side a person stands on; fixed when the person is created."""

    STAFF = "staff", _("Staff of the sponsor")
    CUSTOMER = "customer", _("Customer")
    OPERATOR = "operator", _("Operator of the portal")


class Person(Walled):
    """A user inside one tenant, or an imported or fictional author without a user.

    Which user it is stands in `SignIn`, which no runtime role can read. `verified_until` is set by
    the operator's verification alone; content of a customer community opens with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.CharField(max_length=8, choices=Party)
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="Europe/Zurich")
    country = models.CharField(max_length=2, blank=True)
    job_function = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=80, blank=True)
    profession = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=6, default="system")
    verified_until = models.DateField(null=True, blank=True)
    imported_id = models.CharField(max_length=200, null=True, blank=True)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",), changeable=CHANGEABLE),
            models.UniqueConstraint(fields=["tenant_id", "id", "party"], name="tenancy_person_party_key"),
            models.UniqueConstraint(fields=["tenant_id", "imported_id"], name="tenancy_person_imported"),
            models.CheckConstraint(condition=models.Q(party__in=Party.values), name="tenancy_person_party"),
            Policy(
                name="tenancy_person_read",
                command="select",
                using="id = (select app.pid()) or (party = 'staff' and "
                "(select app.my_party()) in ('staff', 'operator')) or (select app.my_party()) = 'operator'"
                " or id in (select app.my_peers())",
            ),
            Policy(
                name="tenancy_person_change",
                command="update",
                using="id = (select app.pid())",
                check="id = (select app.pid())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("verified_until", "is_active", "is_system", "profession", "country"),
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "party", "country", "job_function", "is_system")),
        ]

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = [word for word in self.display_name.split() if word[:1].isalpha() and not word.endswith(".")]
        return (
            "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"
        )

    def __str__(self) -> str:
        return self.display_name
