"""Commands print addresses of the running product, whatever port it was given."""

from pathlib import Path

import pytest

from config import installed


def test_a_command_knows_the_address_of_the_running_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    assert installed.noted_public_url(tmp_path) == {}
    installed.note_public_url(tmp_path, "http://localhost:8123")
    assert installed.noted_public_url(tmp_path) == {"PUBLIC_URL": "http://localhost:8123"}
    monkeypatch.setenv("PUBLIC_URL", "https://collegium.example")
    assert installed.noted_public_url(tmp_path) == {}
