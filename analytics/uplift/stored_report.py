"""The whole of a stored report, stage by stage. For workers and commands: numpy."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.releases.thresholds import SMALLEST_GROUP
from analytics.uplift.report import printable
from analytics.uplift.spec import InvalidInput, Spec
from analytics.uplift.stages import STAGES
from analytics.uplift.store import Inputs

Keep = Callable[[str, str], None]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Which engine computed a report: a hash of its modules."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def stored_report(inputs: Inputs, spec: Spec, *, kept: Mapping[str, Any], keep: Keep) -> str:
    """The report as JSON text: the same inputs, spec and code give the same bytes.

    A stage in `kept` is taken as it is; each other one is computed and handed to `keep` as JSON text.
    """
    done: dict[str, Any] = {}
    for name, stage in STAGES.items():
        if name not in kept:
            text = written({"is": printable(stage(inputs, spec, done))})
            keep(name, text)
        done[name] = kept[name]["is"] if name in kept else json.loads(text)["is"]
    market = done.pop("market")
    whole = {
        **done,
        **market,
        "months": list(inputs.panel.months),
        "currency": inputs.currency,
        "costs": asdict(inputs.costs),
        "quality": inputs.quality,
        "spec": asdict(spec),
    }
    return written(whole)


def written(value: Any) -> str:
    """JSON with sorted keys and nothing that JSON has no word for."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def refuse_near_copies(members: tuple[str, ...], earlier: list[tuple[str, ...]]) -> None:
    """InvalidInput when the members differ from those of an earlier report by fewer than ten accounts.

    Two reports on nearly the same members would, subtracted, show what single accounts did. Accounts that came or
    went count by themselves too, so that other months of joining for ten do not hide the one that came.
    """
    ours = set(members)
    for one in earlier:
        moved = _accounts(ours.symmetric_difference(one))
        for changed in (len(moved), len(_accounts(members) ^ _accounts(one))):
            if 0 < changed < SMALLEST_GROUP:
                raise InvalidInput(
                    f"cohort: {changed} accounts differ from an earlier report, none or {SMALLEST_GROUP} may"
                )


def _accounts(members: Iterable[str]) -> set[str]:
    return {line.rsplit(" ", 1)[0] for line in members}
