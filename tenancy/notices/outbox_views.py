"""The outbox page of the demo, where no mail server is at hand."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tenancy.notices.reading_outbox import IDENTITY, StoredMail, stored_mail, stored_mails, take_link
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission


@requires(Permission.PUBLIC)
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest mails that were stored; exists in the demo only."""
    _demo_only()
    lines = [_line(mail) for mail in stored_mails()]
    return render(request, "tenancy/notices/outbox.html", {"lines": lines})


@requires(Permission.PUBLIC)
@require_GET
def letter(request: HttpRequest, side: str, mail: UUID) -> HttpResponse:
    """One mail as it would arrive."""
    return render(
        request, "tenancy/notices/letter.html", {"mail": _found(side, mail), **_addresses(side, mail)}
    )


@requires(Permission.PUBLIC)
@require_POST
def letter_link(request: HttpRequest, side: str, mail: UUID) -> HttpResponse:
    """The same with its link, which can be copied this once."""
    found = _found(side, mail)
    values = {"mail": found, "link": found.link if take_link(side, mail) else "", **_addresses(side, mail)}
    return render(request, "tenancy/notices/letter.html", values)


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


def _found(side: str, mail: UUID) -> StoredMail:
    _demo_only()
    try:
        found = stored_mail(side, mail) if side == IDENTITY or UUID(side) else None
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _addresses(side: str, mail: UUID) -> dict[str, str]:
    return {"link_url": reverse("outbox_link", args=[side, mail]), "outbox_url": reverse("outbox")}


def _line(mail: StoredMail) -> dict[str, Any]:
    return {
        "label": mail.subject,
        "url": reverse("outbox_mail", args=[mail.side, mail.id]),
        "note": mail.to,
        "at": mail.at,
    }
