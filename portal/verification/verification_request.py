"""A request to be verified as a health professional."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.people.person import Party
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "portal_verificationrequest"


class RequestState(models.TextChoices):
    """Where a request stands."""

    PENDING = "pending", _("Waiting for the operator")
    VERIFIED = "verified", _("Verified")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Verification(models.TextChoices):
    """Where a person stands: the state machine that opens customer communities (D6)."""

    UNVERIFIED = "unverified", _("Not verified")
    PENDING = "pending", _("Waiting for the operator")
    VERIFIED = "verified", _("Verified")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Refused")


class VerificationRequestQuerySet(models.QuerySet["VerificationRequest"]):
    """Requests."""

    def visible_to(self, person: "Person") -> "VerificationRequestQuerySet":
        """One's own; for the operator all of the tenant. The sponsor has no way to them."""
        return self.filter(tenant_id=person.tenant_id)

    def pending(self) -> "VerificationRequestQuerySet":
        """Those that wait for the operator."""
        return self.filter(state=RequestState.PENDING)


class VerificationRequest(Walled):
    """What a person showed to be let in, and what the operator decided. Rows stay as the history."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = TenantForeignKey("tenancy.Person", related_name="verification_requests")
    party = models.CharField(max_length=8, choices=Party)
    registration_number = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    profession = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RequestState)
    asked_at = models.DateTimeField()
    decided_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    valid_until = models.DateField(null=True)

    objects = VerificationRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "person_id", "tenancy_person", with_columns=[("party", "party")]),
            refers(TABLE, "decided_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(party=Party.CUSTOMER), name="portal_verification_party"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RequestState.values), name="portal_verification_state"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "person"],
                condition=models.Q(state="pending"),
                name="portal_verification_one_pending",
            ),
            Policy(
                name="portal_verificationrequest_read",
                command="select",
                using="person_id = (select app.pid()) or (select app.has_role('operator_admin'))",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("state", "decided_by_id", "decided_at", "reason", "valid_until"),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "state", "asked_at"], name="portal_verification_queue")]

    def __str__(self) -> str:
        return f"{self.profession} · {self.state}"


def verification_of(person: "Person", *, latest: VerificationRequest | None, on: date) -> Verification:
    """Where the person stands on a day, given her latest request."""
    if person.verified_until is not None and person.verified_until >= on:
        return Verification.VERIFIED
    if latest is not None and latest.state == RequestState.PENDING:
        return Verification.PENDING
    if person.verified_until is not None:
        return Verification.EXPIRED
    if latest is not None and latest.state == RequestState.REFUSED:
        return Verification.REFUSED
    return Verification.UNVERIFIED
