"""What may be attached, and what is taken out of it before anybody else sees it.

A photograph tells where it was taken, a document who wrote it and on whose machine. Attachments tell neither.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.file_names import clean_name
from communities.discussions.attachments.office import clean_office
from communities.discussions.attachments.pdf import clean_pdf
from communities.discussions.attachments.pictures import clean_picture
from communities.discussions.attachments.plain_text import clean_text
from communities.discussions.attachments.refusal import FileRefused

MAX_BYTES = 10 * 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
# The endings of a kind; the first is given where the name has none of them.
ENDINGS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    f"{OFFICE}wordprocessingml.document": ("docx",),
    f"{OFFICE}spreadsheetml.sheet": ("xlsx",),
    f"{OFFICE}presentationml.presentation": ("pptx",),
    "text/csv": ("csv",),
    "text/plain": ("txt", "md"),
}

Cleaner = Callable[[bytes], tuple[str, bytes]]
SIGNATURES: tuple[tuple[bytes, Cleaner], ...] = (
    (b"\x89PNG\r\n\x1a\n", clean_picture),
    (b"\xff\xd8\xff", clean_picture),
    (b"GIF8", clean_picture),
    (b"RIFF", clean_picture),
    (b"%PDF-", clean_pdf),
    (b"PK\x03\x04", clean_office),
)


@dataclass(frozen=True)
class CleanFile:
    """A file that may be stored and handed out: a harmless name, its true type, nothing about its maker."""

    name: str
    media_type: str
    content: bytes


def strip_metadata(name: str, content: bytes) -> CleanFile:
    """The file without traces of author, place, device and history; its type is what its bytes say.

    Taken: PNG, JPEG, GIF, WebP, PDF, Word, Excel, PowerPoint, plain text, CSV, up to 10 MB.
    Raises `FileRefused` with a sentence for everything else, for damaged files, macros and archives that
    unpack to too much.
    """
    if not content:
        raise FileRefused(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise FileRefused(_("The file is larger than 10 MB."))
    cleaner = next((found for start, found in SIGNATURES if content.startswith(start)), None)
    media_type, clean = cleaner(content) if cleaner else clean_text(content, name=name)
    return CleanFile(clean_name(name, endings=ENDINGS[media_type]), media_type, clean)


__all__ = ["MAX_BYTES", "CleanFile", "FileRefused", "strip_metadata"]
