"""Words are found however their letters are dressed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenancy.search.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("cœur Œuvre", "coeur oeuvre"),
        ("Æther ærø", "aether aero"),
        ("Świecie Łódź", "swiecie lodz"),
        ("Đorđe", "dorde"),
        ("İstanbul ılık IĞDIR", "istanbul ilik igdir"),
        ("Ångström", "angstrom"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁn ½ Ⅳ", "fin 1⁄2 iv"),
        ("l’hôpital", "l'hopital"),
        ("co\u00adop", "coop"),
        ("plain TEXT", "plain text"),
    ],
)
def test_letters_lose_their_marks(written: str, folded: str) -> None:
    assert fold(written) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F)))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)
