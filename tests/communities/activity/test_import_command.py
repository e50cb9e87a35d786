"""`bin/manage import_csv` prints the reconciliation and ends well, failed rows or not (design 11)."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from communities.community.membership import Membership
from tenancy.wall.scope import acting_for
from tests.cast import Cast


def run(file: Path, text: str, *options: str) -> Any:
    file.write_text(text)
    printed = StringIO()
    call_command(
        "import_csv", "--tenant", "ardenne", "--object", "memberships", str(file), *options, stdout=printed
    )
    return json.loads(printed.getvalue())


def test_columns_are_mapped_and_bad_rows_named(cast: Cast, tmp_path: Path) -> None:
    text = "person,community,since\nann,old,2020-01-02\nbob,old,never\n"
    report = run(tmp_path / "m.csv", text, "--map", "person=external_id", "--map", "since=joined_on")
    assert (report["received"], report["successful"], report["failed"], report["unprocessed"]) == (2, 1, 1, 0)
    assert report["errors"][0]["line"] == 3
    with acting_for(cast.ardenne, cast.admin):
        assert Membership.objects.active().filter(community__slug="old").count() == 1


def test_a_dry_run_judges_and_stores_nothing(cast: Cast, tmp_path: Path) -> None:
    text = "external_id,community,joined_on\nann,old,2020-01-02\n"
    assert run(tmp_path / "m.csv", text, "--dry-run")["successful"] == 1
    with acting_for(cast.ardenne, cast.admin):
        assert not Membership.objects.filter(community__slug="old").exists()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_an_unsuitable_file_is_refused_with_a_sentence(cast: Cast, tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match=r"\."):
        run(tmp_path / "m.csv", text)
