"""Storing files with a post."""

from collections.abc import Sequence
from datetime import datetime

from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from communities.discussions.attachments.metadata import CleanFile
from communities.discussions.post import Post

MOST_FILES = 5


def attach(post: Post, files: Sequence[CleanFile], *, at: datetime) -> None:
    """Stores files that `strip_metadata` has cleaned, before any transaction was open."""
    for file in files:
        attachment = Attachment(
            post=post,
            community_id=post.community_id,
            file_name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            attached_at=at,
        )
        attachment.save()
        AttachmentContent(attachment=attachment, community_id=post.community_id, content=file.content).save()
