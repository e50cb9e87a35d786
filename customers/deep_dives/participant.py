"""Who takes part in a Deep Dive, and what each of them consented to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_deepdiveparticipant"
CONSENTS = "customers_deepdiveconsent"
OF_MINE = "deep_dive_id in (select app.my_deep_dives())"
HELD_BY_ME = "deep_dive_id in (select app.held_deep_dives())"


class Position(models.TextChoices):
    """What somebody is in the care of patients: the stakeholders of a hospital's decisions."""

    PHYSICIAN = "physician", _("Physician")
    NURSE = "nurse", _("Nurse")
    PHARMACIST = "pharmacist", _("Pharmacist")
    ADMINISTRATOR = "administrator", _("Hospital administrator")
    CONTROLLER = "controller", _("Controller")
    INSURER = "insurer", _("Insurer")
    AUTHORITY = "authority", _("Authority")
    PATIENTS = "patients", _("Patient organisation")
    INDUSTRY = "industry", _("Industry")
    OTHER = "other", _("Other")


class DeepDiveParticipant(Walled):
    """A contact, a guest known by name alone, or a colleague. `attended` is null until the day."""

    deep_dive = TenantForeignKey("customers.DeepDive", related_name="participants")
    contact = TenantForeignKey("customers.Contact", null=True, related_name="+")
    account = TenantForeignKey("customers.Account", null=True, related_name="+")
    person = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    name = models.CharField(max_length=160)
    position = models.CharField(max_length=16, choices=Position)
    attended = models.BooleanField(null=True)

    changeable = ("attended",)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete"), changeable=("attended",)),
            refers(TABLE, "deep_dive_id", "customers_deepdive"),
            refers(TABLE, "contact_id", "customers_contact"),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(contact__isnull=True) | models.Q(person__isnull=True),
                name="customers_deepdiveparticipant_one",
            ),
            Policy(name="customers_deepdiveparticipant_read", command="select", using=OF_MINE),
            Policy(name="customers_deepdiveparticipant_invite", command="insert", check=HELD_BY_ME),
            Policy(name="customers_deepdiveparticipant_drop", command="delete", using=HELD_BY_ME),
            Policy(
                name="customers_deepdiveparticipant_attend",
                command="update",
                using=HELD_BY_ME,
                check=HELD_BY_ME,
            ),
            *for_definers(TABLE, verbs=("select",), update=("contact_id", "account_id", "name")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "deep_dive"], name="customers_divepart_dive"),
            models.Index(fields=["tenant_id", "contact"], name="customers_divepart_contact"),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.TextChoices):
    """What a participant said when asked for consent."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class How(models.TextChoices):
    """How consent was given or taken back."""

    PAPER = "paper", _("On paper")
    MAIL = "mail", _("By mail")
    SPOKEN = "spoken", _("Spoken, before a witness")


class DeepDiveConsent(Walled):
    """One answer of a participant, never changed: what for, when, how; the latest one counts."""

    participant = TenantForeignKey("customers.DeepDiveParticipant", related_name="consents")
    deep_dive = TenantForeignKey("customers.DeepDive", related_name="+")
    answer = models.CharField(max_length=9, choices=Answer)
    purpose = models.CharField(max_length=240)
    how = models.CharField(max_length=6, choices=How)
    on = models.DateField()
    recorded_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            *walled(CONSENTS),
            refers(CONSENTS, "participant_id", TABLE),
            refers(CONSENTS, "deep_dive_id", "customers_deepdive"),
            refers(CONSENTS, "recorded_by_id", "tenancy_person"),
            Policy(name="customers_deepdiveconsent_read", command="select", using=OF_MINE),
            Policy(
                name="customers_deepdiveconsent_record",
                command="insert",
                check=f"recorded_by_id = (select app.pid()) and {HELD_BY_ME}",
            ),
            *for_definers(CONSENTS),
        ]
        indexes = [models.Index(fields=["tenant_id", "participant", "at"], name="customers_diveconsent_last")]

    def __str__(self) -> str:
        return self.answer
