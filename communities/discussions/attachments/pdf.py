"""PDF: pages stay, and what points to a place or an address; author, history, scripts and enclosures go."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from communities.discussions.attachments.embedded_pictures import without_metadata
from communities.discussions.attachments.refusal import FileRefused

MOST_PAGES = 1_000
MEDIA_TYPE = "application/pdf"
# Of the catalogue everything but these goes: no scripts, forms, enclosures, layers of history.
KEPT_IN_CATALOGUE = frozenset(
    {"/Type", "/Pages", "/PageLabels", "/Dests", "/Names", "/Outlines", "/PageMode", "/PageLayout", "/Lang",
     "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/ViewerPreferences", "/Version"}
)  # fmt: skip
GONE_EVERYWHERE = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF",
     "/EmbeddedFiles", "/Collection", "/XFA", "/Thumb", "/Perms", "/SpiderInfo", "/URIS"}
)  # fmt: skip
# Marks and filled fields are kept as they look; sounds, films, enclosed files and pop-up notes are not.
KEPT_ANNOTATIONS = frozenset(
    {"/Link", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Widget", "/FreeText", "/Stamp", "/Ink",
     "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"}
)  # fmt: skip
# Who made a mark, when, what was noted on it, and the form behind a field.
ANNOTATOR = frozenset(
    {"/T", "/M", "/NM", "/CreationDate", "/Contents", "/RC", "/Popup", "/Subj", "/IRT", "/V", "/DV", "/TU",
     "/TM", "/Parent", "/Kids"}
)  # fmt: skip
# Their keys are names that the document chose, not entries of the format.
NAME_MAPS = (
    "/Font",
    "/XObject",
    "/ExtGState",
    "/ColorSpace",
    "/Pattern",
    "/Shading",
    "/Properties",
    "/CharProcs",
)
KEPT_ACTIONS = frozenset({"/URI", "/GoTo"})


def clean_pdf(content: bytes) -> tuple[str, bytes]:
    """The document's pages and links. Raises `FileRefused` if it is locked, damaged or too long."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise FileRefused(_("The PDF is protected by a password. Attach it without protection."))
        if len(reader.pages) > MOST_PAGES:
            raise FileRefused(_("The PDF has more than 1,000 pages. Attach a part of it."))
        return MEDIA_TYPE, _rewritten(reader)
    except FileRefused:
        raise
    except Exception as damage:  # a parser of foreign bytes may raise whatever it likes
        raise FileRefused(_("The PDF is damaged. Save it anew and attach it again.")) from damage


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    root = writer.root_object
    for key in [key for key in root if key not in KEPT_IN_CATALOGUE]:
        del root[key]
    for page in writer.pages:
        _clean_annotations(page)
    for found in _dictionaries(writer):
        _clean_dictionary(found)
    # What nothing points to any more is still in there; copied from the root once more, it is not.
    return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer)))))


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    writer._ID = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionaries(writer: PdfWriter) -> list[DictionaryObject]:
    """Every dictionary of the document with entries of the format, those inside others included."""
    found = list(_all_dictionaries(writer))
    maps = {id(one.raw_get(key).get_object()) for one in found for key in NAME_MAPS if key in one}
    return [one for one in found if id(one) not in maps]


def _all_dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    pending: list[PdfObject | None] = list(writer._objects)
    while pending:
        current = pending.pop()
        if isinstance(current, DictionaryObject):
            yield current
            pending.extend(current.values())
        elif isinstance(current, ArrayObject):
            pending.extend(current)


def _clean_dictionary(found: DictionaryObject) -> None:
    for key in GONE_EVERYWHERE & found.keys():
        del found[key]
    action = found.raw_get("/A").get_object() if "/A" in found else None
    if isinstance(action, DictionaryObject) and "/S" in action:
        action.pop("/Next", None)
        if str(action["/S"]) not in KEPT_ACTIONS:
            del found["/A"]
    if isinstance(found, StreamObject) and str(found.get("/Filter")).strip("[]'") == "/DCTDecode":
        found._data = without_metadata(found._data)


def _clean_annotations(page: DictionaryObject) -> None:
    listed = page.get("/Annots")
    if listed is None:
        return
    kept = ArrayObject()
    for reference in listed.get_object():
        annotation = reference.get_object()
        if isinstance(annotation, DictionaryObject) and annotation.get("/Subtype") in KEPT_ANNOTATIONS:
            for key in ANNOTATOR & annotation.keys():
                del annotation[key]
            kept.append(reference)
    page[NameObject("/Annots")] = kept
