"""The account that the servers run under: ourselves, or an unprivileged one when we are root."""

import os
import pwd
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from config.embedded.failures import NoUnprivilegedAccount

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    is_dropped: bool
    """True when we are root and give up our rights for the servers."""

    def can_reach(self, path: Path) -> bool:
        """Whether this account can enter every directory above `path` and read `path` itself."""
        if not self.is_dropped:
            return os.access(path, os.R_OK)
        resolved = path.resolve()
        return all(self._may(folder, 1) for folder in resolved.parents) and self._may(resolved, 4)

    def take(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.is_dropped:
            os.chown(path, self.uid, self.gid)

    def _may(self, path: Path, bit: int) -> bool:
        entry = path.stat()
        shift = 6 if entry.st_uid == self.uid else 3 if entry.st_gid == self.gid else 0
        return bool(stat.S_IMODE(entry.st_mode) >> shift & bit)


def server_account() -> Account:
    """The caller's own account, or `nobody` for root; raises NoUnprivilegedAccount."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), is_dropped=False)
    if not sys.platform.startswith("linux"):
        raise NoUnprivilegedAccount("Start this as an ordinary user: root is supported on Linux only.")
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise NoUnprivilegedAccount(f"There is no account {UNPRIVILEGED!r} to run PostgreSQL as.") from None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, is_dropped=True)
