"""Plain text and CSV: taken as UTF-8, whatever a spreadsheet wrote."""

import codecs
import re

from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.refusal import FileRefused

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe|math)\b", re.I)


def clean_text(content: bytes, *, name: str) -> tuple[str, bytes]:
    """`text/csv` for names that end so, else `text/plain`, in UTF-8. Raises `FileRefused` otherwise."""
    text = _decoded(content)
    if text is None or CONTROL.search(text):
        raise FileRefused(
            _("This kind of file cannot be attached; pictures, PDF, Word, Excel, PowerPoint, text, CSV can.")
        )
    if MARKUP.match(text):
        raise FileRefused(_("Web pages and drawings in XML cannot be attached. Attach a picture or a PDF."))
    return "text/csv" if name.lower().endswith(".csv") else "text/plain", text.encode()


def _decoded(content: bytes) -> str | None:
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
