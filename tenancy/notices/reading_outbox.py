"""What the demo's outbox shows: the stored mails of all tenants and of sign-in identities."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tenancy.notices.identity_mail import IdentityMail
from tenancy.notices.mail import Mail
from tenancy.wall.functions import call, call_rows
from tenancy.wall.scope import acting_for, acting_for_everyone

IDENTITY = "sign-in"
PURPOSE = "outbox"
MOST_SHOWN = 50
# Links that let somebody in: they are shown once, like the secrets that they are.
SECRET_LINK = re.compile(r"https?://\S+/(?:invitations|accounts)/\S+")


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail as it would arrive; `side` is the slug under which it is found again."""

    side: str
    id: UUID
    to: str
    subject: str
    text: str
    at: datetime
    link_shown: bool

    @property
    def link(self) -> str:
        """The link that lets somebody in, "" without one."""
        found = SECRET_LINK.search(self.text)
        return found.group().rstrip(".,)>") if found else ""

    @property
    def text_without_link(self) -> str:
        """The text, with dots in place of that link."""
        return self.text.replace(self.link, "•••") if self.link else self.text


def stored_mails() -> list[StoredMail]:
    """The newest mails of everybody, newest first."""
    mails = [_of_identity(mail) for mail in IdentityMail.objects.order_by("-created_at")[:MOST_SHOWN]]
    for tenant in _tenants():
        with acting_for(tenant, purpose=PURPOSE):
            rows = Mail.objects.order_by("-created_at")[:MOST_SHOWN]
            mails += [_of_tenant(mail) for mail in rows]
    return sorted(mails, key=lambda mail: mail.at, reverse=True)[:MOST_SHOWN]


def stored_mail(side: str, mail: UUID) -> StoredMail | None:
    """One of them."""
    if side == IDENTITY:
        identity = IdentityMail.objects.filter(id=mail).first()
        return _of_identity(identity) if identity else None
    with acting_for(UUID(side), purpose=PURPOSE):
        row = Mail.objects.filter(id=mail).first()
        return _of_tenant(row) if row else None


def take_link(side: str, mail: UUID) -> bool:
    """Notes that the link of a mail is shown now; False when it was shown before."""
    if side == IDENTITY:
        unseen = IdentityMail.objects.filter(id=mail, link_shown_at=None)
        return bool(unseen.update(link_shown_at=timezone.now()))
    with acting_for(UUID(side), purpose=PURPOSE):
        return bool(call("show_mail_link", mail))


def _tenants() -> list[UUID]:
    with acting_for_everyone("the demo's outbox shows the mails of all tenants"):
        return [row[0] for row in call_rows("every_tenant")]


def _of_identity(mail: IdentityMail) -> StoredMail:
    shown = mail.link_shown_at is not None
    return StoredMail(IDENTITY, mail.id, mail.to_address, mail.subject, mail.text, mail.created_at, shown)


def _of_tenant(mail: Mail) -> StoredMail:
    to = mail.to_address or "•"
    shown = mail.link_shown_at is not None
    return StoredMail(str(mail.tenant_id), mail.id, to, mail.subject, mail.text, mail.created_at, shown)
