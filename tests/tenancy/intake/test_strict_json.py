"""Bad JSON is refused with a sentence and a place, in little time, whatever it is."""

import json
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenancy.intake.strict_json import MalformedJson, OversizedJson, load_strict

LIMIT = 2_000_000
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES, st.booleans())
def test_what_is_sound_is_read_as_it_is(value: object, ascii_only: bool) -> None:
    assert load_strict(json.dumps(value, ensure_ascii=ascii_only).encode(), max_bytes=LIMIT) == value


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text('[]{}",:0123456789eE.-+\\uNaInft ', max_size=60).map(str.encode))
def test_anything_else_is_malformed_and_nothing_worse(body: bytes) -> None:
    with suppress(MalformedJson):
        json.dumps(load_strict(body, max_bytes=50), default=str).encode()


def test_fractions_are_exact() -> None:
    assert load_strict(b'[1.10, 1e2, "x"]', max_bytes=LIMIT) == [Decimal("1.10"), Decimal("1e2"), "x"]


@pytest.mark.parametrize(
    ("body", "sentence", "pointer"),
    [
        (b"", "empty", ""),
        (b"{", "not valid JSON", ""),
        (b'{"a":1,"a":2}', "occurs twice", ""),
        (b'{"rows":[{"a":1},{"b/c":{"a":"x","a" :"y"}}]}', "occurs twice", "/rows/1/b~1c"),
        (b'{"a":["\\u0000"]}', "NUL", "/a/0"),
        (b'{"a\\u0000":1}', "NUL", ""),
        (b'"a\0"', "NUL", ""),
        (b'"\\ud800"', "Unicode", ""),
        (b'"\xed\xa0\x80"', "Unicode", ""),
        (b"[NaN]", "NaN", ""),
        (b"[-Infinity]", "NaN", ""),
        (b"[1e999]", "too large", ""),
        (b"[1e-999]", "too large", "/0"),
        (b"[" + b"1" * 5_000 + b"]", "40 digits", ""),
        (b"[" + b"1" * 60 + b"]", "40 digits", "/0"),
        (b"[0." + b"1" * 5_000 + b"]", "40 digits", "/0"),
        (b"[" * 33 + b"]" * 33, "deeper than 32", "/0" * 32),
        (b"[" * 100_000, "deeper than 32", ""),
        (b"[" * 100_000 + b"]" * 100_000, "deeper than 32", ""),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "deeper than 32", ""),
        (b'"' + b'\\"' * 500_000, "not valid JSON", ""),
        (b"\xef\xbb\xbf{}", "byte order mark|Unicode", ""),
    ],
)
def test_bad_json_is_refused_with_a_sentence_and_a_place(body: bytes, sentence: str, pointer: str) -> None:
    began = time.process_time()
    with pytest.raises(MalformedJson, match=sentence) as refused:
        load_strict(body, max_bytes=LIMIT)
    assert refused.value.pointer == pointer
    assert time.process_time() - began < 2


def test_the_deepest_allowed_is_allowed_and_too_much_is_told_apart() -> None:
    load_strict(b"[" * 32 + b"]" * 32, max_bytes=LIMIT)
    with pytest.raises(OversizedJson):
        load_strict(b"[1,2,3]", max_bytes=6)
