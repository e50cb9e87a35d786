"""Word, Excel and PowerPoint: a zip of parts. Content stays, authors and machines go."""

import io
import zipfile

from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.embedded_pictures import without_metadata
from communities.discussions.attachments.office_parts import EMPTIED, THUMBNAIL, clean_xml
from communities.discussions.attachments.refusal import FileRefused

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "wordprocessingml.document": "word/document.xml",
    "spreadsheetml.sheet": "xl/workbook.xml",
    "presentationml.presentation": "ppt/presentation.xml",
}
MOST_PARTS = 3_000
MOST_UNPACKED = 100 * 1024 * 1024
EARLIEST = (1980, 1, 1, 0, 0, 0)
CHUNK = 1 << 20


def clean_office(content: bytes, *, depth: int = 0) -> tuple[str, bytes]:
    """The media type and the document without what tells about people and machines.

    Raises `FileRefused` for other archives, macros, embedded programs, damaged files, and for what unpacks to
    more than 100 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive)
        return _media_type(parts), _packed(parts, depth=depth)
    except FileRefused:
        raise
    except Exception as damage:  # zip and text decoders may raise whatever they like
        raise FileRefused(_("The document is damaged. Save it anew and attach it again.")) from damage


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    room = MOST_UNPACKED
    if len(archive.infolist()) > MOST_PARTS:
        raise FileRefused(_("The document has too many parts."))
    for member in archive.infolist():
        name = member.filename
        if name in parts or name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise FileRefused(_("The document is damaged. Save it anew and attach it again."))
        if member.is_dir():
            continue
        # The declared size may lie: what is read counts.
        with archive.open(member) as stream:
            pieces = []
            while piece := stream.read(CHUNK):
                room -= len(piece)
                if room < 0:
                    raise FileRefused(_("The document unpacks to more than 100 MB."))
                pieces.append(piece)
        parts[name] = b"".join(pieces)
    return parts


def _media_type(parts: dict[str, bytes]) -> str:
    types = parts.get("[Content_Types].xml", b"").decode()
    names = " ".join(parts).lower()
    if "macroenabled" in types.lower() or "vba" in names or "macrosheets" in names or "activex" in names:
        raise FileRefused(_("The document contains macros. Save it without them and attach it again."))
    for kind, main in MAIN_PARTS.items():
        if main in parts and f"{OFFICE}{kind}.main+xml" in types:
            return OFFICE + kind
    raise FileRefused(_("Archives cannot be attached. Attach the files one by one."))


def _packed(parts: dict[str, bytes], *, depth: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if not THUMBNAIL.fullmatch(name):
                entry = zipfile.ZipInfo(name, date_time=EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, _clean_part(name, part, depth=depth))
    return out.getvalue()


def _clean_part(name: str, part: bytes, *, depth: int) -> bytes:
    lowered = name.lower()
    if lowered.endswith((".xml", ".rels", ".vml")):
        emptied = next((empty for pattern, empty in EMPTIED if pattern.fullmatch(lowered)), None)
        return emptied if emptied is not None else clean_xml(lowered, part)
    if "/embeddings/" in lowered:
        if depth or not part.startswith(b"PK\x03\x04"):
            raise FileRefused(
                _("The document contains another file or program. Remove it and attach it again.")
            )
        return clean_office(part, depth=depth + 1)[1]
    return without_metadata(part)
