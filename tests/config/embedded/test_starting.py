import os
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded.environment import ROLE_VARIABLES, environment_file, read_environment
from tests.config.embedded.started import Start, query, servers_in

pytestmark = pytest.mark.processes
Starter = Callable[..., Start]


def test_both_servers_answer_every_role(start: Starter, directory: Path) -> None:
    assert start().is_ready()
    known = read_environment(directory)
    users = {query(known[variable], "select current_user") for variable in ROLE_VARIABLES.values()}
    assert users == set(ROLE_VARIABLES)
    assert redis.Redis.from_url(known["REDIS_URL"]).ping()


def test_the_database_is_version_18_and_sorts_by_code_point(start: Starter) -> None:
    running = start()
    assert running.is_ready()
    assert int(running.query("show server_version_num")) >= 180000
    locale = "select datlocprovider::text || datlocale from pg_database where datname = current_database()"
    assert running.query(locale) == "bC.UTF-8"
    assert running.query("show fsync") == "on"


def test_secrets_are_for_their_owner_only(used_once: Path) -> None:
    for path in (environment_file(used_once), used_once / "administrator"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(used_once.stat().st_mode) == 0o700


def test_a_wrong_password_is_refused_on_loopback_and_on_the_socket(start: Starter, directory: Path) -> None:
    assert start().is_ready()
    url = read_environment(directory)["DATABASE_URL"]
    port = url.rpartition(":")[2].partition("/")[0]
    for host in ("127.0.0.1", str(directory / "postgres")):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(host=host, port=port, user="app_rt", password="guess", dbname="collegium")


def test_a_second_start_is_refused_and_the_first_goes_on(start: Starter) -> None:
    first = start()
    assert first.is_ready()
    second = start()
    assert not second.is_ready()
    assert "already started" in second.complaint()
    assert second.process.returncode == 1
    assert first.query("select 1") == 1


def test_of_two_first_starts_at_once_one_wins(start: Starter, empty: Path) -> None:
    outcomes = [each.is_ready() for each in [start(empty), start(empty)]]
    assert sorted(outcomes) == [False, True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_leaves_nothing_running(
    start: Starter, directory: Path, number: signal.Signals
) -> None:
    running = start()
    assert running.is_ready()
    assert running.servers()
    assert running.stop(number) == 0
    assert servers_in(directory) == set()


def test_data_passwords_and_key_survive_a_stop(start: Starter, directory: Path) -> None:
    first = start()
    assert first.is_ready()
    first.query("create table kept as select 42 as answer")
    before = read_environment(directory)
    first.stop()
    second = start()
    assert second.is_ready()
    assert read_environment(directory) == before
    assert second.query("select answer from kept") == 42


def test_a_line_that_an_operator_added_to_the_environment_stays(start: Starter, directory: Path) -> None:
    with environment_file(directory).open("a") as file:
        file.write("LOG_LEVEL=DEBUG\n")
    assert start().is_ready()
    assert read_environment(directory)["LOG_LEVEL"] == "DEBUG"


def test_a_socket_path_that_is_too_long_gets_a_shortcut(start: Starter, directory: Path) -> None:
    deep = directory / ("long" * 20) / ("longer" * 12)
    running = start(deep)
    assert running.is_ready()
    url = read_environment(deep)["REDIS_URL"]
    assert redis.Redis.from_url(url).ping()
    running.stop()
    assert not os.path.lexists(Path(url.removeprefix("unix://")).parent)


def test_a_port_that_was_taken_meanwhile_is_given_up(start: Starter, directory: Path) -> None:
    first = start()
    assert first.is_ready()
    port = int(first.query("show port"))
    first.stop()
    with socket.create_server(("127.0.0.1", port)):
        second = start()
        assert second.is_ready()
        assert int(second.query("show port")) != port
