"""Where the parts of an Office document name people and machines, and what stands there instead."""

import re

from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.refusal import FileRefused

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PROPERTIES = b"http://schemas.openxmlformats.org/officeDocument/2006/"
THUMBNAIL = re.compile(r"(?i)docProps/thumbnail\.[a-z]+")
# Whole parts that hold nothing but such things.
EMPTIED = (
    (re.compile(r"docprops/core\.xml"), HEAD + b'<cp:coreProperties xmlns:cp="' + PACKAGE + b'"/>'),
    (
        re.compile(r"docprops/app\.xml"),
        HEAD + b'<Properties xmlns="' + PROPERTIES + b'extended-properties"/>',
    ),
    (
        re.compile(r"docprops/custom\.xml"),
        HEAD + b'<Properties xmlns="' + PROPERTIES + b'custom-properties"/>',
    ),
    (re.compile(r"customxml/item\d*\.xml"), HEAD + b"<empty/>"),
)
NOBODY = r'\g<1>"Author"'
NAMES = (
    # Word: comments, tracked changes, the list of people with their accounts.
    (
        re.compile(r'(\sw(?:\d+(?:cex|cid)?)?:(?:author|initials|userId|providerId)=)(?:"[^"]*"|\'[^\']*\')'),
        NOBODY,
    ),
    (re.compile(r'(\sw:rsid\w*=)(?:"[^"]*"|\'[^\']*\')'), r'\g<1>"00000000"'),
    # Excel: authors of notes, who saved last, where the file lay.
    (re.compile(r"(<(?:\w+:)?author>)[^<]*(?=</)"), r"\g<1>Author"),
    (re.compile(r"(\s(?:userName|displayName|userId|providerId|lastEdited)=)\"[^\"]*\""), NOBODY),
    (re.compile(r'(<(?:\w+:)?absPath\s[^>]*?url=)"[^"]*"'), r'\g<1>""'),
)
# PowerPoint keeps its commentators in parts of their own.
COMMENTATORS = re.compile(r"ppt/(?:comment)?authors?\.xml|ppt/commentauthors\.xml")
COMMENTATOR = re.compile(r'(\s(?:name|initials|userId|providerId)=)"[^"]*"')
RELATION = re.compile(
    r"<(?:\w+:)?Relationship\s[^>]*?/>|<(?:\w+:)?Relationship\s[^>]*>\s*</(?:\w+:)?Relationship>"
)
EXTERNAL = re.compile(r"TargetMode\s*=\s*[\"']External[\"']")
HYPERLINK = re.compile(r"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
LINKED_BOOK = re.compile(r"Type\s*=\s*[\"'][^\"']*/externalLinkPath[\"']")
TARGET = re.compile(r"(\sTarget\s*=\s*)(?:\"[^\"]*\"|'[^']*')")


def clean_xml(name: str, part: bytes) -> bytes:
    """The part (its name in lower case) without names of people and paths.

    Raises `FileRefused` where it would load something from elsewhere, `ValueError` if it is not UTF-8.
    """
    if b"\0" in part:
        raise ValueError("not UTF-8")
    text = part.decode("utf-8-sig")
    if name.endswith(".rels"):
        return RELATION.sub(_relation, text).encode()
    for pattern, instead in NAMES:
        text = pattern.sub(instead, text)
    if COMMENTATORS.fullmatch(name):
        text = COMMENTATOR.sub(NOBODY, text)
    return text.encode()


def _relation(match: re.Match[str]) -> str:
    """Links stay, the thumbnail's goes, paths to other workbooks are blanked, the rest must be inside."""
    found = match[0]
    if "docProps/thumbnail" in found:
        return ""
    if EXTERNAL.search(found) and not HYPERLINK.search(found):
        if LINKED_BOOK.search(found):
            return TARGET.sub(r'\g<1>"removed.xlsx"', found)
        raise FileRefused(_("The document loads content from elsewhere. Embed it and attach it again."))
    return found
