"""What a run of the uplift engine is asked to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, TypeAlias

ControlGroup: TypeAlias = Literal["never", "notyet"]
EstimationMethod: TypeAlias = Literal["dr", "reg", "unconditional"]
BasePeriod: TypeAlias = Literal["varying", "universal"]
Missing: TypeAlias = Literal["levels", "pairs", "drop"]

CHOICES = {
    "control_group": ("never", "notyet"),
    "est_method": ("dr", "reg", "unconditional"),
    "base_period": ("varying", "universal"),
    "missing": ("levels", "pairs", "drop"),
}
WINDOWS, USUAL_WINDOW = (12, 24, 36), 24


class InvalidInput(ValueError):
    """The panel or the spec cannot be used; the message is one line that names place and reason."""


@dataclass(frozen=True, kw_only=True)
class Spec:
    """Parameters of one run, each with its default.

    `missing` says what becomes of a customer without some month: each month's mean of whoever has it, as R's
    `did` does for unbalanced panels ("levels"); only comparisons within customers who have both months
    ("pairs"); or the customer leaves ("drop", R's default). `level` names the column of customers' regions (or
    the like) for the estimate over whole regions. `window` is the number of months since joining of whose last
    twelve the descriptive figure is made.
    """

    control_group: ControlGroup = "never"
    est_method: EstimationMethod = "dr"
    base_period: BasePeriod = "varying"
    missing: Missing = "levels"
    covariates: tuple[str, ...] = ()
    anticipation: int = 0
    cluster: str | None = None
    weights: str | None = None
    level: str | None = None
    alpha: float = 0.05
    bands: bool = True
    seed: int = 0
    window: int = USUAL_WINDOW

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """The spec written in `mapping`; InvalidInput names an unknown key or a value of a wrong type."""
        if not isinstance(mapping, Mapping):
            raise InvalidInput("spec: not an object")
        for key, value in mapping.items():
            if key not in cls.__dataclass_fields__:
                raise InvalidInput(f"spec: unknown key {key!r}")
            _check(key, value)
        given = dict(mapping)
        if "covariates" in given:
            given["covariates"] = tuple(given["covariates"])
        if "alpha" in given:
            given["alpha"] = float(given["alpha"])
        return cls(**given)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The spec in a JSON file; InvalidInput when it cannot be read as one."""
        try:
            text = path.read_text(encoding="utf-8-sig")
            return cls.from_mapping(json.loads(text, object_pairs_hook=_object))
        except OSError as error:
            raise InvalidInput(f"spec: {error.strerror}: {path}") from error
        except RecursionError as error:
            raise InvalidInput("spec: nested too deeply") from error
        except ValueError as error:
            if isinstance(error, InvalidInput):
                raise
            raise InvalidInput(f"spec: not JSON ({' '.join(str(error).split())})") from error

    def columns(self) -> tuple[str, ...]:
        """The panel's columns that the spec asks for, beyond those that every panel has."""
        return (*self.covariates, *filter(None, (self.cluster, self.weights)))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; InvalidInput where it names a key twice."""
    named = dict(pairs)
    if len(named) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise InvalidInput(f"spec: key {twice!r} appears twice")
    return named


def _check(key: str, value: object) -> None:
    if key in CHOICES:
        if value not in CHOICES[key]:
            raise InvalidInput(f"spec: {key} must be one of {', '.join(CHOICES[key])}")
    elif key == "covariates":
        _check_covariates(value)
    elif key in ("cluster", "weights", "level"):
        if value is not None and not (isinstance(value, str) and value):
            raise InvalidInput(f"spec: {key} must be the name of a column")
    elif key == "bands":
        if not isinstance(value, bool):
            raise InvalidInput("spec: bands must be true or false")
    elif key == "window":
        if isinstance(value, bool) or not isinstance(value, int) or value not in WINDOWS:
            raise InvalidInput(f"spec: window must be one of {', '.join(map(str, WINDOWS))}")
    elif key == "alpha":
        _check_alpha(value)
    elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise InvalidInput(f"spec: {key} must be a whole number, zero or more")


def _check_covariates(value: object) -> None:
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) and name for name in value):
        raise InvalidInput("spec: covariates must be a list of column names")
    if len(set(value)) < len(value):
        raise InvalidInput("spec: covariates names a column twice")


def _check_alpha(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise InvalidInput("spec: alpha must be a number between 0 and 1")
