"""Remembers what an installation was last prepared with, so that a start with nothing new is quick."""

import hashlib
from pathlib import Path

from config.installed import ROOT

UNDOING_COMMANDS = {"migrate", "flush", "restore"}
"""Management commands after which the next start prepares again."""


def fingerprint(*, with_demo: bool) -> str:
    """Changes with every migration, library, static file, and with the wish for the demo."""
    digest = hashlib.sha256(f"demo: {with_demo}".encode())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.txt"]):
        digest.update(path.read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        entry = path.stat()
        digest.update(f"{path} {entry.st_size} {entry.st_mtime_ns}".encode())
    return digest.hexdigest()


def is_prepared(directory: Path, mark: str) -> bool:
    """Whether this data directory was last prepared with `mark` and nothing was undone since."""
    kept = _file(directory)
    return kept.exists() and kept.read_text() == mark and (directory / "static" / "staticfiles.json").exists()


def remember(directory: Path, mark: str) -> None:
    _file(directory).write_text(mark)


def forget(directory: Path) -> None:
    """The next start prepares again."""
    _file(directory).unlink(missing_ok=True)


def _file(directory: Path) -> Path:
    # Inside the cluster, so that whoever removes the one removes the other.
    return directory / "postgres" / "prepared-with"
