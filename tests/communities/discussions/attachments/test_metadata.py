"""Attachments tell nothing about who made them, where, and on what."""

import io
import random
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from communities.discussions.attachments.embedded_pictures import without_metadata
from communities.discussions.attachments.metadata import MAX_BYTES, FileRefused, strip_metadata
from communities.discussions.attachments.office import OFFICE

SECRET = "Dr Secret Author"
ORIENTATION, GPS, ARTIST = 0x0112, 0x8825, 0x013B


def photograph(kind: str = "JPEG", *, turned: int = 6) -> bytes:
    picture = Image.new("RGB", (40, 20), "navy")
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = turned, SECRET
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 29.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif.tobytes(), comment=SECRET.encode())
    return out.getvalue()


def document(
    parts: dict[str, str | bytes] | None = None, *, kind: str = "wordprocessingml.document"
) -> bytes:
    main = {"w": "word/document.xml", "s": "xl/workbook.xml", "p": "ppt/presentation.xml"}[kind[0]]
    types = f'<Types><Override ContentType="{OFFICE}{kind}.main+xml" PartName="/{main}"/></Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"[Content_Types].xml": types, main: "<body>dose</body>", **(parts or {})}.items():
            archive.writestr(name, part)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paper() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    writer.add_metadata({"/Author": SECRET, "/Producer": SECRET})
    writer.add_attachment("secret.txt", SECRET.encode() * 20)
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(SECRET)}
    )
    writer.root_object[NameObject("/OpenAction")] = script
    writer.xmp_metadata = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{SECRET}</x:xmpmeta>'.encode()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_upright_and_tells_no_place(kind: str) -> None:
    clean = strip_metadata("Ward 3.jpeg", photograph(kind))
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert picture.size == (20, 40)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile"} & picture.info.keys()
    assert SECRET.encode() not in clean.content
    assert clean.media_type == f"image/{kind.lower()}"


def test_a_png_loses_its_texts_and_a_gif_its_comment_but_not_its_motion() -> None:
    note = PngInfo()
    note.add_text("Author", SECRET)
    out, moving = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 128)).save(out, "PNG", pnginfo=note)
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(
        moving, "GIF", save_all=True, append_images=frames[1:], comment=SECRET, duration=[70, 80, 90]
    )
    still = strip_metadata("a.png", out.getvalue()).content
    film = strip_metadata("a.gif", moving.getvalue()).content
    assert SECRET.encode() not in still + film
    with Image.open(io.BytesIO(still)) as picture:
        assert picture.convert("RGBA").getpixel((0, 0)) == (1, 2, 3, 128)
    with Image.open(io.BytesIO(film)) as picture:
        assert getattr(picture, "n_frames", 1) == 3


def test_the_type_is_what_the_bytes_say() -> None:
    clean = strip_metadata("../../invoice\u202egpj.exe", photograph())
    assert (clean.name, clean.media_type) == ("invoicegpj.jpg", "image/jpeg")


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(FileRefused, match="too many pixels"):
        strip_metadata("bomb.png", out.getvalue())


def test_a_pdf_keeps_its_pages_and_loses_author_scripts_and_enclosures() -> None:
    clean = strip_metadata("paper.pdf", paper())
    reader = PdfReader(io.BytesIO(clean.content))
    assert len(reader.pages) == 1
    assert not reader.metadata
    assert reader.xmp_metadata is None
    assert not reader.attachments
    for trace in (
        SECRET.encode(),
        zlib.compress(SECRET.encode())[:12],
        b"JavaScript",
        b"EmbeddedFile",
        b"secret",
    ):
        assert trace not in clean.content


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper())))
    writer.encrypt("x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(FileRefused, match="password"):
        strip_metadata("locked.pdf", out.getvalue())


def test_a_word_document_keeps_its_text_and_names_nobody() -> None:
    parts: dict[str, str | bytes] = {
        "docProps/core.xml": f"<c><dc:creator>{SECRET}</dc:creator></c>",
        "docProps/app.xml": f"<Company>{SECRET}</Company>",
        "docProps/custom.xml": SECRET,
        "docProps/thumbnail.jpeg": photograph(),
        "word/comments.xml": f'<w:comment w:author="{SECRET}" w:initials="SA">fine</w:comment>',
        "word/people.xml": f'<w15:person w15:author="{SECRET}"><p w15:userId="{SECRET}"/></w15:person>',
        "word/media/image1.jpeg": photograph(),
        "_rels/.rels": '<Relations><Relationship Id="t" Target="docProps/thumbnail.jpeg"/></Relations>',
    }
    clean = strip_metadata("protocol.docx", document(parts))
    found = parts_of(clean.content)
    assert all(SECRET.encode() not in part for part in found.values())
    assert found["word/document.xml"] == b"<body>dose</body>"
    assert b">fine<" in found["word/comments.xml"]
    assert "docProps/thumbnail.jpeg" not in found
    assert b"thumbnail" not in found["_rels/.rels"]
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(clean.content)).infolist()} == {1980}


def test_a_workbook_and_a_presentation_name_nobody_either() -> None:
    book = document(
        {
            "xl/comments1.xml": f"<authors><author>{SECRET}</author></authors>",
            "xl/persons/person.xml": f'<person displayName="{SECRET}" userId="{SECRET}"/>',
            "xl/styles.xml": f'<x15ac:absPath url="C:\\{SECRET}\\" xmlns:x15ac="x"/>',
        },
        kind="spreadsheetml.sheet",
    )
    slides = document(
        {"ppt/commentAuthors.xml": f'<p:cmAuthor name="{SECRET}" initials="SA"/>'},
        kind="presentationml.presentation",
    )
    for content in (book, slides):
        clean = strip_metadata("x", content)
        assert all(SECRET.encode() not in part for part in parts_of(clean.content).values())


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/activeX/activeX1.xml": b"x"}, "macros"),
        ({"word/embeddings/oleObject1.bin": b"\xd0\xcf"}, "another file"),
        (
            {"word/_rels/settings.xml.rels": '<Relationship Target="http://a/b" TargetMode="External"/>'},
            "elsewhere",
        ),
        ({"word/huge.xml": b" " * (101 * 1024 * 1024)}, "100 MB"),
        ({"../evil": b"x"}, "damaged"),
        ({"word/comments.xml": "<a/>".encode("utf-16")}, "damaged"),
    ],
)
def test_dangerous_documents_are_refused(parts: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        strip_metadata("x.docx", document(parts))


def test_links_in_a_document_stay() -> None:
    link = '<Relationship Type="x/hyperlink" Target="https://pubmed.example" TargetMode="External"/>'
    clean = strip_metadata("x.docx", document({"word/_rels/document.xml.rels": link}))
    assert parts_of(clean.content)["word/_rels/document.xml.rels"] == link.encode()


def test_text_becomes_utf8_and_csv_goes_by_its_name() -> None:
    clean = strip_metadata("liste.CSV", "nom;prix\nœuf;1 €\n".encode("cp1252"))
    assert (clean.name, clean.media_type) == ("liste.csv", "text/csv")
    assert clean.content.decode() == "nom;prix\nœuf;1 €\n"
    assert strip_metadata("run.exe", b"just words").name == "run.txt"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BYTES + 1), "10 MB"),
        (b"MZ\x90\x00\x03", "kind of file"),
        (b"\x7fELF\x02", "kind of file"),
        (b"<svg xmlns='x'><script/></svg>", "XML"),
        (b"\n<!DOCTYPE html><p>", "XML"),
        (b"PK\x03\x04junk", "damaged"),
        (b"%PDF-1.7 junk", "damaged"),
        (b"\x89PNG\r\n\x1a\njunk", "damaged"),
        (photograph()[:200], "damaged"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        strip_metadata("x.txt", content)


def test_an_archive_of_other_things_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FileRefused, match="Archives"):
        strip_metadata("a.docx", out.getvalue())


def test_pictures_inside_documents_keep_every_pixel() -> None:
    raw = photograph(turned=1)
    bare = without_metadata(raw)
    assert SECRET.encode() not in bare
    with Image.open(io.BytesIO(raw)) as before, Image.open(io.BytesIO(bare)) as after:
        assert before.tobytes() == after.tobytes()


@settings(deadline=None)
@given(seed=st.integers(), start=st.sampled_from([photograph(), paper(), document(), photograph("PNG")]))
def test_damaged_files_are_cleaned_or_refused_never_an_error(seed: int, start: bytes) -> None:
    chance = random.Random(seed)
    content = bytearray(start)
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(FileRefused):
        strip_metadata("x", bytes(content[: chance.randint(1, len(content))]))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    clean = strip_metadata(name, b"words").name
    assert clean.encode("utf-8")
    assert clean.isprintable()
    assert len(clean) <= 110
    assert not set('/\\:*?"<>|') & set(clean)
    assert not clean.startswith(".")
