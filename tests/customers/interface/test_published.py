"""What is published of the interface: schema, its snapshot, readable pages, templates (A10.10)."""

import csv
import json
import re

import pytest
from django.test import Client

from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.masters import MASTERS
from customers.interface.documentation.schema import SNAPSHOT, changes, published
from customers.interface.documentation.templates import TEMPLATES
from customers.interface.problems import KINDS
from tests.cast import Cast

OBJECTS = {target.name: target for target in (ACCOUNTS, CONTACTS, SALES, *MASTERS)} | {"lines": SALES}


def test_every_change_of_the_schema_is_named() -> None:
    differences = changes(json.loads(SNAPSHOT.read_text()), published())
    said = "\n".join(["bin/manage write_api_snapshot accepts:", *differences])
    assert not differences, said


def test_changes_are_told_with_their_place() -> None:
    told = changes({"a": {"b": 1, "c": [1]}}, {"a": {"b": 2, "d": 3}})
    assert told == ["changed: /a/b: 1 → 2", "gone: /a/c", "new: /a/d"]


def test_every_operation_says_its_scope_and_its_problems() -> None:
    for path, methods in published()["paths"].items():
        for method, operation in methods.items():
            place = f"{method} {path}"
            assert operation["security"][0]["token"][0], place
            assert {"400", "401", "403", "406", "429", "503"} <= set(operation["responses"]), place
            assert operation["description"], place


def test_schema_and_pages_are_public(cast: Cast) -> None:
    reader = Client()
    assert reader.get("/api/v1/schema?format=json").json()["openapi"].startswith("3.1")
    assert reader.get("/api/v1/schema").text.startswith("openapi: 3.1")
    page = reader.get("/api/v1/docs")
    assert (page.status_code, page.text.count("<h1")) == (200, 1)
    assert "script-src 'self' 'nonce-" in page["Content-Security-Policy"]
    anchors = set(re.findall(r'href="#([^"]+)"', page.text))
    assert anchors <= set(re.findall(r'id="([^"]+)"', page.text))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_type_of_each_problem_leads_to_a_page(cast: Cast, kind: str) -> None:
    assert KINDS[kind].remedy[:20] in Client().get(f"/api/v1/problems/{kind}").text.replace("&#x27;", "'")


def test_a_template_has_columns_that_its_object_knows(cast: Cast) -> None:
    for name in TEMPLATES:
        answer = Client().get(f"/api/v1/templates/{name}.csv")
        header, *rows = csv.reader(answer.text.removeprefix("\ufeff").splitlines())
        assert set(header) <= {column.name for column in OBJECTS[name].columns}, name
        assert [len(row) for row in rows] == [len(header)] * 2
    assert Client().get("/api/v1/templates/posts.csv").status_code == 404
