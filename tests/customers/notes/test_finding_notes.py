"""Notes in the search box: found by whoever may read them."""

import pytest

from tests.cast import Cast
from tests.customers.conftest import ClientOf
from tests.customers.notes.conftest import Write


@pytest.mark.parametrize(
    ("who", "found"), [("rep", True), ("manager", True), ("colleague", False), ("leader", False)]
)
def test_a_note_is_found_by_who_may_read_it(
    write: Write, cast: Cast, client_of: ClientOf, who: str, found: bool
) -> None:
    note = write("rep")
    for asked in ("bundle", "bundle&kind=notes"):
        page = client_of(who).get(f"/w/ardenne/search/?q={asked}").text
        assert (f"/w/ardenne/notes/{note.id}/" in page) == found
