"""Form fields that are no text get a sentence, never a 5xx."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

FORM = b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n%s\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("text", "charset"),
    [(b"a\x00b", ""), (b"\\ud800", "; charset=unicode_escape"), (b"\\x00", "; charset=unicode_escape")],
    ids=["NUL", "a lone surrogate", "an escaped NUL"],
)
@pytest.mark.parametrize("page", ["posts/", "preview/"])
def test_a_field_beside_files_that_is_no_text_is_400(
    cast: Cast, client_of: Callable[[str], Client], page: str, text: bytes, charset: str
) -> None:
    answer = client_of("physician").generic(
        "POST",
        f"/p/kreis/communities/circle/threads/{cast.circle_thread}/{page}",
        data=FORM % text,
        content_type=f"multipart/form-data; boundary=b{charset}",
    )
    assert answer.status_code == 400


def test_a_charset_for_an_address_is_400(cast: Cast, client_of: Callable[[str], Client]) -> None:
    path = "/p/kreis/search/?q=%5Cud800"
    assert (
        client_of("physician").get(path, CONTENT_TYPE="text/plain; charset=unicode_escape").status_code == 400
    )
