"""The note: what was said at a visit or in an interview, for the firm's own people."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.discussions.sanitising import plain_text
from tenancy.search.folding import fold
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_note"
OPENING = 220
ABOUT_MINE = (
    "(select app.oversees_accounts()) or account_id in (select app.my_accounts())"
    " or (account_id is null and author_id = (select app.pid()))"
)
MINE = f"author_id = (select app.pid()) and ({ABOUT_MINE})"
CHANGEABLE = (
    "occasion",
    "channel",
    "occurred_on",
    "others_present",
    "body",
    "body_html",
    "search_text",
    "edited_at",
)


class Occasion(models.TextChoices):
    """What brought the two sides together."""

    VISIT = "visit", _("Visit")
    INTERVIEW = "interview", _("In-depth interview")
    CALL = "call", _("Call")
    CONGRESS = "congress", _("Congress or event")
    OTHER = "other", _("Other")


class Channel(models.TextChoices):
    """How they spoke."""

    IN_PERSON = "in_person", _("In person")
    TELEPHONE = "telephone", _("Telephone")
    VIDEO = "video", _("Video")
    MAIL = "mail", _("Mail")


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes."""

    def visible_to(self, person: "Person") -> "NoteQuerySet":
        """Those that the wall shows: a rep's own accounts, all for an overseer; none that were removed."""
        return self.filter(tenant_id=person.tenant_id, removed_at=None)

    def matching(self, words: str) -> "NoteQuerySet":
        """Whose text, account or participants hold all of the words, accents folded."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Note(Walled):
    """A visit or interview as the one who held it wrote it down; never read by any customer community.

    `at` is the moment of writing. A removed note keeps who, when and why; its words and names are gone.
    """

    account = TenantForeignKey("customers.Account", null=True, related_name="notes")
    case = TenantForeignKey("customers.CommunityCase", null=True, related_name="+")
    author = TenantForeignKey("tenancy.Person", related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion)
    channel = models.CharField(max_length=10, choices=Channel)
    occurred_on = models.DateField()
    others_present = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    body_html = models.TextField()
    search_text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    removal_reason = models.CharField(max_length=200, blank=True)

    changeable = CHANGEABLE
    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("-occurred_on", "-id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "case_id", "customers_communitycase"),
            refers(TABLE, "author_id", "tenancy_person"),
            refers(TABLE, "removed_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(occasion__in=Occasion.values), name="customers_note_occasion"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="customers_note_channel"
            ),
            Policy(name="customers_note_read", command="select", using=ABOUT_MINE),
            Policy(name="customers_note_write", command="insert", check=MINE),
            Policy(name="customers_note_change", command="update", using=MINE, check=MINE),
            *for_definers(
                TABLE,
                verbs=("select",),
                update=(
                    "others_present",
                    "body",
                    "body_html",
                    "search_text",
                    "removed_at",
                    "removed_by_id",
                    "removal_reason",
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "account", "-occurred_on"], name="customers_note_account"),
            models.Index(fields=["tenant_id", "-occurred_on", "-id"], name="customers_note_latest"),
        ]

    @property
    def opening(self) -> str:
        """How the words begin, without their marks."""
        text = plain_text(self.body_html)
        return text if len(text) <= OPENING else f"{text[: OPENING - 1]}…"

    def __str__(self) -> str:
        return f"{self.occasion} {self.occurred_on}"
