"""Every variable is in the manual, and the containers use no other."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "operating.md").read_text()
READ_BY_CODE = re.compile(r"""(?:environ(?:\.get\(|\[)|\b(?:flag|words|derived)\()\s*["']([A-Z_]+)["']""")
PACKAGES = ("config", "portal", "analytics", "customers", "communities", "tenancy")
OF_THE_SYSTEM = {"PATH", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
OF_OTHER_PROGRAMS = {"POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"}


def read_by_code() -> set[str]:
    sources = [path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {name for source in sources for name in READ_BY_CODE.findall(source)} - OF_THE_SYSTEM


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", MANUAL, re.MULTILINE))


def compose() -> dict[str, Any]:
    content = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert isinstance(content, dict)
    return content


def test_every_variable_that_the_code_reads_is_in_the_manual() -> None:
    assert read_by_code() - documented() == set()


def test_the_manual_names_no_variable_that_nobody_reads() -> None:
    from_roles = {f"{plane}_DATABASE_URL" for plane in ("BACKUP", "BREAK", "AUTH", "METRICS")}
    assert documented() - read_by_code() - from_roles == set()


def test_the_containers_get_no_variable_that_is_not_in_the_manual() -> None:
    services = compose()["services"].values()
    named = {name for service in services for name in service.get("environment", {})}
    assert named - documented() - OF_OTHER_PROGRAMS == set()


def test_every_variable_of_the_env_file_is_in_the_manual() -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    chapter = MANUAL.split("## With Docker Compose")[1]
    assert wanted == {name for name in re.findall(r"`([A-Z_]+)`", chapter) if name in wanted}


def test_there_is_a_container_for_every_process_and_both_servers() -> None:
    parts = {"postgres", "redis", "bootstrap", "migrate", "web", "worker", "dispatcher", "beat"}
    assert parts <= set(compose()["services"])


def test_only_bootstrap_and_migrate_know_the_owner() -> None:
    services = compose()["services"].items()
    knowing = {
        name for name, service in services if "MIGRATION_DATABASE_URL" in service.get("environment", {})
    }
    assert knowing == {"bootstrap", "migrate"}


def test_every_dependency_of_a_container_is_a_container() -> None:
    services = compose()["services"]
    wanted = {other for service in services.values() for other in service.get("depends_on", {})}
    assert wanted <= set(services)


def test_the_workers_take_every_queue() -> None:
    services = compose()["services"]
    commands = " ".join(services[name]["command"] for name in services if name.startswith("worker"))
    queues = {queue for names in re.findall(r"--queues (\S+)", commands) for queue in names.split(",")}
    assert queues == {"realtime", "default", "heavy", "ingest", "webhooks"}
