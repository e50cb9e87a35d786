"""The published schema, read for people: what each operation takes and answers, and how it is called."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from customers.interface.documentation.schema import published
from customers.interface.documentation.templates import EXAMPLES

BASE = "/api/v1"
JSON_BODY = "application/json"
USUAL_BODY: Mapping[str, Any] = {"on_error": "continue", "dry_run": False}
DEEPEST = 6


@cache
def groups() -> list[dict[str, Any]]:
    """All operations by subject, in the order of the schema."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in published()["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    return [{"name": name, "operations": operations} for name, operations in found.items()]


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    form = next((form for form in (JSON_BODY, *body) if form in body), "")
    schema = resolved(body[form]["schema"]) if form else {}
    scopes = operation["security"][0].get("token", []) if operation.get("security") else []
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path.removeprefix(BASE),
        "words": operation.get("description", ""),
        "said": _marked(operation.get("description", "")),
        "deprecated": operation.get("deprecated", False),
        "scope": scopes[0] if scopes else "",
        "parameters": [
            _field(each["name"], each["schema"], each) for each in operation.get("parameters", [])
        ],
        "fields": list(_fields(schema)),
        "answers": [_answer(status, response) for status, response in operation["responses"].items()],
        "curl": _curl(path, method.upper(), form, schema),
    }


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself where it is only named, or given as one of several with null."""
    if "$ref" in schema:
        parts: Any = published()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            parts = parts[step]
        return resolved(parts)
    for inner in schema.get("allOf", schema.get("oneOf", schema.get("anyOf", ()))):
        if inner.get("type") != "null":
            return resolved(inner)
    return schema


def _fields(schema: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[dict[str, Any]]:
    required = schema.get("required", ())
    for name, inner in schema.get("properties", {}).items():
        yield _field(prefix + name, inner, {"required": name in required})
        found = resolved(inner)
        below = resolved(found["items"]) if found.get("type") == "array" and "items" in found else found
        if below.get("properties") and depth < DEEPEST:
            step = "[]." if found.get("type") == "array" else "."
            yield from _fields(below, f"{prefix}{name}{step}", depth + 1)


def _field(name: str, schema: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    found = resolved(schema)
    kind = found.get("type", "any")
    kinds = [each for each in kind if each != "null"] if isinstance(kind, list) else [kind]
    values = found.get("enum") or resolved(found.get("items", {})).get("enum", ())
    return {
        "name": name,
        "kind": " or ".join(kinds),
        "values": [str(value) for value in values if value is not None],
        "place": said.get("in", ""),
        "required": said.get("required", False),
        "said": _marked(said.get("description") or schema.get("description") or found.get("description", "")),
    }


def _answer(status: str, response: Mapping[str, Any]) -> dict[str, Any]:
    found = resolved(response)
    said = _marked(found.get("description", ""))
    return {"status": status, "said": said, "is_problem": int(status) >= 400}


def _marked(text: str) -> SafeString:
    """Words between backquotes as code, everything else escaped."""
    parts = str(text).split("`")
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{}</code>", part) if at % 2 else part,) for at, part in enumerate(parts)),
    )


def _curl(path: str, method: str, form: str, schema: Mapping[str, Any]) -> str:
    address = path.removeprefix(BASE)
    for name, value in {"source": "crm", "external_id": "0040127"}.items():
        address = address.replace(f"{{{name}}}", value)
    lines = [
        f'curl{"" if method == "GET" else f" -X {method}"} "$API{address}"',
        '-H "Authorization: Bearer $TOKEN"',
    ]
    if form:
        lines.append(f'-H "Content-Type: {form}"')
        lines.append(f"-d '{json.dumps(_example(schema), ensure_ascii=False)}'")
    return " \\\n  ".join(lines)


def _example(schema: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:
    found = resolved(schema)
    if found.get("properties") and depth < DEEPEST:
        required = found.get("required", ())
        return {
            inner: _example(value, inner, depth + 1)
            for inner, value in found["properties"].items()
            if inner in required or inner in EXAMPLES
        }
    if found.get("type") == "array":
        return [_example(found.get("items", {}), name, depth + 1)]
    if name in EXAMPLES:
        return EXAMPLES[name][0]
    usual = found.get("examples") or found.get("enum")
    return found.get("default", usual[0] if usual else USUAL_BODY.get(name, _of_type(found)))


def _of_type(schema: Mapping[str, Any]) -> Any:
    kinds: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "object": {}}
    return kinds.get(str(schema.get("type")), "…")
