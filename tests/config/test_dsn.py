import os
import subprocess
from pathlib import Path

import pytest

from config.embedded.environment import ROLE_VARIABLES, variables, write_environment

ROOT = Path(__file__).resolve().parents[2]
STRANGER = 65534


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A data directory as a start leaves it."""
    passwords = {role: f"secret-of-{role}" for role in ROLE_VARIABLES}
    known = variables(tmp_path, port=5433, broker_url="unix:///b", passwords=passwords, secret_key="k")
    write_environment(tmp_path, known)
    return tmp_path


def dsn(role: str, **variables: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    command = [str(ROOT / "bin" / "manage"), "dsn", "--role", role]
    return subprocess.run(command, env=outside | variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("role", ["app_rt", "app_owner", "app_metrics", "app_auth", "app_backup"])
def test_the_url_of_each_role_is_printed(installation: Path, role: str) -> None:
    printed = dsn(role, COLLEGIUM_DATA=str(installation)).stdout
    assert printed == f"postgresql://{role}:secret-of-{role}@127.0.0.1:5433/collegium\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a directory somebody else's")
def test_a_data_directory_of_somebody_else_is_refused_even_to_root(installation: Path) -> None:
    os.chown(installation / "environment", STRANGER, STRANGER)
    refused = dsn("app_rt", COLLEGIUM_DATA=str(installation))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is not yours" in refused.stderr


def test_a_directory_without_an_installation_is_refused(tmp_path: Path) -> None:
    refused = dsn("app_rt", COLLEGIUM_DATA=str(tmp_path / "nothing"))
    assert refused.returncode == 1
    assert "holds no installation" in refused.stderr


def test_the_url_of_an_outside_server_is_derived_from_the_given_one() -> None:
    printed = dsn("app_metrics", DATABASE_URL="postgresql://app_rt:p%40ss@db.example:6432/live").stdout
    assert printed == "postgresql://app_metrics:p%40ss@db.example:6432/live\n"
