"""Handing out files, each request asked anew whether it may."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from communities.community.standing import acting_person
from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.SIGNED_IN)
def attachment(request: ActedRequest, community: str, post: UUID, attachment: UUID) -> HttpResponse:
    """The file, as a download unless it is a picture; browsers must not guess its type."""
    files = Attachment.objects.visible_to(acting_person(request))
    file = get_object_or_404(files, id=attachment, post_id=post, community__slug=community)
    stored = get_object_or_404(AttachmentContent, tenant_id=file.tenant_id, attachment_id=file.id)
    response = HttpResponse(bytes(stored.content), content_type=file.media_type)
    disposition = content_disposition_header(not file.is_picture, file.file_name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
