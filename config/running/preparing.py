"""What must be true of an installation before its processes start: schema, static files, demo."""

from collections.abc import Mapping
from pathlib import Path

from config import installed
from config.embedded.child import Child, Program
from config.embedded.postgres import last_lines
from config.running.fingerprint import fingerprint, is_prepared, remember


class PreparationFailed(RuntimeError):
    """The schema, the static files or the demo could not be brought up to date."""


def prepare_if_new(directory: Path, variables: Mapping[str, str], *, with_demo: bool) -> None:
    """As `prepare`, for the embedded database: nothing to do when nothing is new since the last time."""
    mark = fingerprint(with_demo=with_demo)
    if not is_prepared(directory, mark):
        prepare(directory, variables, with_demo=with_demo)
        remember(directory, mark)


def prepare(directory: Path, variables: Mapping[str, str], *, with_demo: bool) -> None:
    """Migrate as the owner, collect static files, load the demo unless it is there already."""
    collecting = _start(directory, variables, "collectstatic", "--no-input", "--verbosity=0")
    _finish(_start(directory, variables, "migrate", "--no-input", "--verbosity=1"))
    demo = _start(directory, variables, "load_demo") if with_demo else None
    _finish(collecting)
    if demo is not None:
        _finish(demo)


def _start(directory: Path, variables: Mapping[str, str], name: str, *options: str) -> Child:
    log = directory / "logs" / f"{name}.log"
    log.unlink(missing_ok=True)
    return Child(
        Program(
            name=name,
            command=installed.django_command(name, *options),
            log=log,
            folder=installed.ROOT,
            environment=installed.for_command(variables, name),
        )
    )


def _finish(command: Child) -> None:
    try:
        code = command.process.wait()
    finally:
        command.stop()
    if code != 0:
        log = command.program.log
        raise PreparationFailed(f"{command.program.name} failed (see {log}):\n{last_lines(log)}")
