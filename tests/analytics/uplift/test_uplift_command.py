"""The command as an operator types it."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.analytics.uplift.conftest import WriteFile


def test_the_command_prints_one_report(
    rows: list[str], write: WriteFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text('{"control_group": "notyet", "bands": false}')
    call_command("uplift", panel=write(rows), spec=spec, json=True)
    printed = json.loads(capsys.readouterr().out)
    parts = ("estimates", "att_gt", "pretest", "descriptive", "n", "warnings", "verdict")
    assert set(parts) <= printed.keys()
    assert printed["n"]["members"] == 20


def test_unusable_input_ends_with_two_and_one_line(rows: list[str], write: WriteFile) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("uplift", panel=write([*rows, rows[0]]))
    assert refusal.value.returncode == 2
    assert str(refusal.value) == "row 242: this customer already has a row for this month"
