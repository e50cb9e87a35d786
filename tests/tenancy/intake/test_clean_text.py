"""Form fields and query parameters hold characters that can be stored and shown."""

import pytest

from tenancy.intake.clean_text import holds_override, is_clean, why_unclean


@pytest.mark.parametrize(
    ("text", "reason"), [("a\0", "NUL"), ("\ud800", "Unicode"), ("a\x07", "control"), ("\x9b", "control")]
)
def test_unclean_text_is_told_with_a_sentence(text: str, reason: str) -> None:
    assert reason in (why_unclean(text) or "")


def test_line_ends_are_clean_in_posts_but_not_in_names() -> None:
    assert is_clean("Świecie\n\tβ-blocker 👩‍⚕️")
    assert not is_clean("a\nb", one_line=True)
    assert holds_override("inv\u202egpj.exe")
