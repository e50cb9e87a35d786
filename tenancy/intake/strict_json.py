"""JSON from strangers: read exactly or refused with a sentence, never half-understood.

orjson reads the body; one walk over the result proves that nothing was lost. Only what orjson cannot keep
(fractions, escapes, duplicate keys) is read again with the standard library.
"""

import json
import re
from collections.abc import Sequence
from decimal import Decimal

import orjson

MOST_DIGITS = 40
LARGEST_EXPONENT = 300
# One pass, linear whatever the input: a string without an end runs to the end of the body.
STRINGS_AND_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[{]|[\]}]', re.S)
NOT_JSON_NUMBERS = ("NaN", "Infinity", "-Infinity")

Path = tuple[object, ...]


class MalformedJson(Exception):
    """The body is not the JSON we accept: `sentence` says why, `pointer` (RFC 6901) says where."""

    def __init__(self, sentence: str, *, pointer: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.pointer = pointer


class OversizedJson(MalformedJson):
    """The body is longer than allowed (HTTP 413 rather than 400)."""


class _Refused:
    """Stands in the result for what the standard library read and we do not accept."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


def load_strict(body: bytes, *, max_bytes: int, max_depth: int = 32) -> object:
    """The value in `body`: dict, list, str, bool, None, int, and `Decimal` for every number with a fraction.

    Raises `OversizedJson` over `max_bytes`, `MalformedJson` for invalid UTF-8 or JSON, NUL, lone surrogates,
    duplicate keys, NaN and infinities, nesting over `max_depth`, numbers over 40 digits.
    """
    if len(body) > max_bytes:
        raise OversizedJson(f"The body is longer than {max_bytes:,} bytes.")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise _explained(problem, body, max_depth=max_depth) from None
    audit = _Audit(max_depth)
    audit.walk(value)
    if audit.exact and b"\\" not in body and body.count(b'"') == 2 * audit.strings:
        return value
    value = _load_slowly(body)
    _Audit(max_depth).walk(value)
    return value


class _Audit:
    """Walks a value without recursion; counts strings (keys too) and notices fractions."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self.strings = 0
        self.exact = True

    def walk(self, value: object) -> None:
        pending: list[tuple[object, Path]] = [(value, ())]
        while pending:
            current, path = pending.pop()
            if isinstance(current, dict):
                self._enter(path, current)
                pending.extend(
                    (child, (path, key)) for key, child in current.items() if not self._leaf(child, path, key)
                )
            elif isinstance(current, list):
                self._enter(path, ())
                pending.extend(
                    (child, (path, at)) for at, child in enumerate(current) if not self._leaf(child, path, at)
                )
            else:
                self._leaf(current, (), None)

    def _enter(self, path: Path, keys: Sequence[str] | dict[str, object]) -> None:
        self.strings += len(keys)
        if len(_steps(path)) >= self._max_depth:
            raise MalformedJson(
                f"The body is nested deeper than {self._max_depth} levels.", pointer=_pointer(path)
            )
        for key in keys:
            if "\0" in key:
                raise MalformedJson("A name holds a NUL character.", pointer=_pointer(path))

    def _leaf(self, value: object, path: Path, key: object) -> bool:
        """Whether the value holds no others; judges it if so."""
        if isinstance(value, str):
            self.strings += 1
            if "\0" in value:
                raise MalformedJson("A text holds a NUL character.", pointer=_pointer((path, key)))
        elif isinstance(value, float):
            self.exact = False
        elif isinstance(value, _Refused):
            raise MalformedJson(value.sentence, pointer=_pointer((path, key)))
        return not isinstance(value, (dict, list))


def _load_slowly(body: bytes) -> object:
    """The standard library's reading, with a `_Refused` wherever it met what we do not accept."""
    return json.loads(
        body,
        object_pairs_hook=_without_duplicates,
        parse_float=_fraction,
        parse_int=_whole,
        parse_constant=_constant,
    )


def _without_duplicates(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return _Refused(f"The name “{twice[:80]}” occurs twice in one object.")


def _fraction(text: str) -> object:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MOST_DIGITS + 2 or len(exponent) > 5 or abs(int(exponent or 0)) > LARGEST_EXPONENT:
        return _Refused(f"A number is longer than {MOST_DIGITS} digits or too large.")
    return Decimal(text)


def _whole(text: str) -> object:
    return (
        int(text)
        if len(text) <= MOST_DIGITS + 1
        else _Refused(f"A number is longer than {MOST_DIGITS} digits.")
    )


def _constant(text: str) -> object:
    return _Refused(f"{text} is not a number in JSON.")


def _steps(path: Path) -> list[object]:
    steps: list[object] = []
    while path:
        path, step = path  # type: ignore[assignment]
        steps.append(step)
    return steps[::-1]


def _pointer(path: Path) -> str:
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in _steps(path) if step is not None]
    return "".join(f"/{step.encode('utf-8', 'replace').decode()[:80]}" for step in steps)


def _explained(problem: orjson.JSONDecodeError, body: bytes, *, max_depth: int) -> MalformedJson:
    """A plain sentence for what orjson stumbled over."""
    if not body.strip():
        return MalformedJson("The body is empty.")
    if _depth(body) > max_depth:
        return MalformedJson(f"The body is nested deeper than {max_depth} levels.")
    if "surrogate" in problem.msg or "utf-8" in problem.msg.lower():
        return MalformedJson("The body holds characters that are not valid Unicode (UTF-8).")
    if "infinity" in problem.msg:
        return MalformedJson(f"A number is longer than {MOST_DIGITS} digits or too large.")
    if "byte order mark" in problem.msg:
        return MalformedJson("The body begins with a byte order mark; send UTF-8 without it.")
    if "control character" in problem.msg:
        return MalformedJson("A text holds a NUL or another control character.")
    if problem.doc.startswith(NOT_JSON_NUMBERS, problem.pos) or "after sign" in problem.msg:
        return MalformedJson("NaN and Infinity are not numbers in JSON.")
    return MalformedJson(f"The body is not valid JSON (line {problem.lineno}, column {problem.colno}).")


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for token in STRINGS_AND_BRACKETS.finditer(body):
        sign = token.group()[:1]
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest
