"""What a spec may say."""

from pathlib import Path
from typing import Any

import pytest

from analytics.uplift.spec import InvalidInput, Spec

WRONG: list[Any] = [
    {"control": "never"},
    {"control_group": "none"},
    {"control_group": ["never"]},
    {"est_method": None},
    {"base_period": "fixed"},
    {"covariates": "region"},
    {"covariates": [1]},
    {"covariates": ["region", "region"]},
    {"anticipation": -1},
    {"anticipation": 1.0},
    {"anticipation": True},
    {"cluster": 5},
    {"weights": ""},
    {"alpha": "0.05"},
    {"alpha": 0},
    {"alpha": float("nan")},
    {"bands": 1},
    {"seed": 10**30},
    {"window": 18},
    {"window": 24.0},
    {"window": True},
    {"window": [24]},
    ["never"],
    None,
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_unknown_keys_and_wrong_types_are_refused_in_one_line(wrong: Any) -> None:
    with pytest.raises(InvalidInput, match=r"^spec: [^\n]+$"):
        Spec.from_mapping(wrong)


def test_every_key_is_optional_and_the_defaults_are_the_documented_ones() -> None:
    spec = Spec.from_mapping({})
    assert (spec.control_group, spec.est_method, spec.base_period) == ("never", "dr", "varying")
    assert (spec.covariates, spec.anticipation, spec.alpha, spec.bands) == ((), 0, 0.05, True)
    assert spec.window == 24


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, '{"seed": ' + "9" * 5000 + "}", "\x00"])
def test_a_file_that_is_no_spec_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "spec.json"
    path.write_text(text)
    with pytest.raises(InvalidInput, match=r"^spec: [^\n]+$"):
        Spec.from_file(path)


def test_a_key_that_stands_twice_is_refused_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text('{"alpha": 0.1, "alpha": 0.2}')
    with pytest.raises(InvalidInput, match=r"^spec: key 'alpha' appears twice$"):
        Spec.from_file(path)
    path.write_text('{"alpha": 0.1}', encoding="utf-8-sig")
    assert Spec.from_file(path).alpha == 0.1
