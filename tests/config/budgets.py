"""The size budgets of the house, as a command: `python -m tests.config.budgets`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "portal", "analytics", "customers", "communities", "tenancy", "tests", "benchmarks")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_CLASS = 150
LONGEST_TEMPLATE = 120
FORBIDDEN_NAMES = {"core", "common", "utils", "helpers", "mixins", "services"}

# What the firm offers to customers is called services: there that word says what is in the room.
SUBJECTS = {"customers/services/": "services"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    findings = list(all_findings(ROOT))
    print("\n".join(findings), file=sys.stderr)
    return 1 if findings else 0


def all_findings(root: Path) -> Iterator[str]:
    """One line for every file, function, class or template below `root` that is over its budget."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from findings_in(path.read_text(), where=str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*.html")):
        length = len(path.read_text().splitlines())
        if length > LONGEST_TEMPLATE:
            yield f"{path.relative_to(root)}: {length} lines, a template has at most {LONGEST_TEMPLATE}"


def findings_in(source: str, *, where: str) -> Iterator[str]:
    """What is over budget in one Python file."""
    length = len(source.splitlines())
    if length > LONGEST_FILE:
        yield f"{where}: {length} lines, a file has at most {LONGEST_FILE}"
    said = {word for room, word in SUBJECTS.items() if room in where}
    for name in sorted(FORBIDDEN_NAMES & set(Path(where).with_suffix("").parts) - said):
        yield f"{where}: {name!r} says nothing about what is in it"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function | ast.ClassDef):
            yield from _too_long(node, where=where)


def _too_long(node: Function | ast.ClassDef, *, where: str) -> Iterator[str]:
    limit = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > limit:
        yield f"{where}:{node.lineno}: {node.name} has {length} lines, at most {limit}"


if __name__ == "__main__":
    sys.exit(main())
