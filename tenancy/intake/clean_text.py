"""What no form field, query parameter or header may hold: characters the database or the page cannot."""

import re

NUL = "\0"
# C0 without tab, newline and carriage return; DEL and C1. Surrogates appear alone only in broken input.
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LINE_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
# They turn the direction of what follows and so make a text look like another one.
OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")


def holds_nul(text: str) -> bool:
    """Whether a NUL character is in the text; PostgreSQL cannot store it."""
    return NUL in text


def holds_lone_surrogate(text: str) -> bool:
    """Whether half of a character pair is in the text; it cannot be encoded."""
    return not text.isascii() and SURROGATE.search(text) is not None


def holds_control(text: str, *, one_line: bool = False) -> bool:
    """Whether a control character is in the text; in texts of one line, line ends and tabs count too."""
    return (LINE_CONTROL if one_line else CONTROL).search(text) is not None


def holds_override(text: str) -> bool:
    """Whether the text changes the writing direction by control characters (for names, not for posts)."""
    return not text.isascii() and OVERRIDE.search(text) is not None


def why_unclean(text: str, *, one_line: bool = False) -> str | None:
    """A sentence on why the text is refused; None if it is clean."""
    if holds_nul(text):
        return "The text holds a NUL character."
    if holds_lone_surrogate(text):
        return "The text holds characters that are not valid Unicode."
    if holds_control(text, one_line=one_line):
        return "The text holds control characters."
    return None


def is_clean(text: str, *, one_line: bool = False) -> bool:
    """Whether the text can be stored and shown."""
    return why_unclean(text, one_line=one_line) is None
