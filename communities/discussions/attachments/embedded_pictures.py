"""Pictures inside documents, freed of metadata without touching a pixel: the document knows their size."""

import struct

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# EXIF and XMP, Photoshop (IPTC), comments, and the makers' own segments; colours (APP0, APP2, APP14) stay.
DROPPED_MARKERS = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
DROPPED_CHUNKS = frozenset({b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"})
START_OF_SCAN = 0xDA


def without_metadata(content: bytes) -> bytes:
    """The same picture without EXIF, XMP, comments and dates (JPEG, PNG); other bytes unchanged.

    Raises `ValueError` when the picture is cut short or not well-formed.
    """
    if content.startswith(PNG):
        return _png(content)
    if content.startswith(JPEG):
        return _jpeg(content)
    return content


def _jpeg(content: bytes) -> bytes:
    kept = [JPEG]
    at = len(JPEG)
    while True:
        if content[at : at + 1] != b"\xff" or at + 4 > len(content):
            raise ValueError("not a well-formed JPEG")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == START_OF_SCAN:
            return b"".join([*kept, content[at:]])
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in DROPPED_MARKERS:
            kept.append(content[at:end])
        at = end


def _png(content: bytes) -> bytes:
    kept = [PNG]
    at = len(PNG)
    while at < len(content):
        if at + 12 > len(content):
            raise ValueError("not a well-formed PNG")
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if kind not in DROPPED_CHUNKS:
            kept.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)
