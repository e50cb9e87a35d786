"""Files written on the spot, and accounts to hang sales on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from tenancy.intake.staging import Importer, import_file
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
Bring = Callable[..., dict[str, Any]]
OBJECTS = {found.name: found for found in (ACCOUNTS, CONTACTS, SALES)}
CLINICS = (
    "external_id,name,segment,region,country\nA1,Höhenklinik,A,Graubünden,CH\nA2,Clinique du Lac,B,Vaud,CH\n"
)


@pytest.fixture
def bring(cast: Cast, tmp_path: Path) -> Bring:
    """`bring("sales", text, dry_run=True)`: imports a text as a file into the cast's tenant."""

    def bring_in(object_name: str, text: str, **options: Any) -> dict[str, Any]:
        file = tmp_path / "file.csv"
        file.write_text(text)
        by = options.pop("by", Importer(cast.ardenne))
        return import_file(OBJECTS[object_name], file, by=by, **options)

    return bring_in


@pytest.fixture
def clinics(bring: Bring) -> None:
    """Two accounts, A1 and A2."""
    bring("accounts", CLINICS)
