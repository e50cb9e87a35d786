"""What can go wrong when the embedded servers start; each message is meant for the operator."""


class StartFailed(RuntimeError):
    """The embedded servers cannot be started."""


class AlreadyStarted(StartFailed):
    """Another process runs the servers of this data directory."""


class StillRunning(StartFailed):
    """A server of an earlier start has not ended."""


class NoUnprivilegedAccount(StartFailed):
    """PostgreSQL refuses to run as root, and there is nobody else to run it as."""


class UnsafeFolder(StartFailed):
    """A folder that programs would be run from can be written by others."""


class PostgresFailed(StartFailed):
    """The database could not be made or started; the message ends with the log's last lines."""


class ValkeyFailed(StartFailed):
    """The broker could not be started; the message ends with the log's last lines."""
