"""Files come with a post, stay behind the wall, and are handed out as what they are."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from tests.cast import Cast

Acting = Callable[[str], Any]
Browser = Callable[[str], Client]


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return SimpleUploadedFile("../../ward.png", file.getvalue(), "text/html")


def reply_with(cast: Cast, browser: Client, *files: SimpleUploadedFile) -> Any:
    thread = f"{cast.surface_of('member')}communities/circle/threads/{cast.circle_thread}/"
    return browser.post(f"{thread}posts/", {"body": "see the file", "attachments": list(files)}, follow=True)


def stored(acting: Acting) -> Attachment:
    with acting("member"):
        return Attachment.objects.get()


def test_a_picture_is_stored_under_a_harmless_name_and_its_true_type(
    cast: Cast, client_of: Browser, acting: Acting
) -> None:
    page = reply_with(cast, client_of("member"), picture())
    file = stored(acting)
    assert (file.file_name, file.media_type) == ("ward.png", "image/png")
    address = f"{cast.surface_of('member')}communities/circle/posts/{file.post_id}/attachments/{file.id}/"
    assert address in page.content.decode()
    answer = client_of("physician").get(address.replace("member", "physician"))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="ward.png"'


def test_other_files_are_downloads(cast: Cast, client_of: Browser, acting: Acting) -> None:
    reply_with(cast, client_of("member"), SimpleUploadedFile("notes.txt", b"Days 1 to 28"))
    file = stored(acting)
    address = f"{cast.surface_of('member')}communities/circle/posts/{file.post_id}/attachments/{file.id}/"
    answer = client_of("member").get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider", "newcomer", "rival"])
def test_nobody_outside_gets_the_file_or_its_bytes(
    cast: Cast, client_of: Browser, acting: Acting, who: str
) -> None:
    reply_with(cast, client_of("member"), picture())
    file = stored(acting)
    address = f"{cast.surface_of(who)}communities/circle/posts/{file.post_id}/attachments/{file.id}/"
    assert client_of(who).get(address).status_code == 404
    with acting(who):
        assert not Attachment.objects.exists()
        assert not AttachmentContent.objects.exists()


def test_a_file_of_a_removed_post_is_gone(cast: Cast, client_of: Browser, acting: Acting) -> None:
    browser = client_of("member")
    reply_with(cast, browser, picture())
    file = stored(acting)
    post = f"{cast.surface_of('member')}communities/circle/posts/{file.post_id}/"
    browser.post(f"{post}removal/", {"reason": "a patient can be recognised"})
    assert browser.get(f"{post}attachments/{file.id}/").status_code == 404


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([SimpleUploadedFile("x.exe", b"MZ\x00\x01")], "x.exe"),
        ([SimpleUploadedFile("empty.txt", b"")], "empty"),
        ([SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)], "at most 5 files"),
        ([SimpleUploadedFile("big.txt", b"x" * (10 * 1024 * 1024 + 1))], "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(
    cast: Cast, client_of: Browser, acting: Acting, files: list[SimpleUploadedFile], why: str
) -> None:
    answer = reply_with(cast, client_of("member"), *files)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    with acting("member"):
        assert not Attachment.objects.exists()
