"""A live site on a database of its own, and real browsers that people of the cast sit at."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from config.running.health import health
from config.running.processes import Installation, product
from config.running.supervisor import Supervisor
from tests import databases
from tests.cast import PASSWORD, PEOPLE, Cast

# As long as anything may take beside other tests on two processors.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-quic",
)
CHROMIUM = "/usr/bin/chromium"


@dataclass(frozen=True)
class Site:
    """Where the live site answers, who lives there, and the variables of its processes."""

    url: str
    cast: Cast
    variables: Mapping[str, str]

    def home_of(self, who: str) -> str:
        """The person's home page."""
        return self.url + self.cast.surface_of(who)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """Web, workers, dispatcher and beat as `bin/run` starts them, on a clone of the template."""
    name = f"journey_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        template, ids = databases.template()
        databases.clone(name, template)
    directory = tmp_path_factory.mktemp("site")
    port = _free_port()
    variables = databases.variables_for(name) | {
        "COLLEGIUM_DATA": str(directory),
        "PUBLIC_URL": f"http://localhost:{port}",
        "REDIS_URL": f"{os.environ['REDIS_URL']}?db=5",  # apart from tests that stop or flush their broker
    }
    (directory / "logs").mkdir()
    supervisor = Supervisor(
        product(Installation(directory=directory, host="127.0.0.1", port=port, variables=variables)),
        tell=print,
    )
    supervisor.start()
    try:
        _wait(port)
        yield Site(f"http://127.0.0.1:{port}", Cast(ids), variables)
    finally:
        supervisor.stop()
        databases.drop(name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, ended with the module: its event loop must not be open when other tests use the database."""
    assert Path(CHROMIUM).exists(), (
        "Chromium is missing; bin/test installs it as root: apt-get install chromium"
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def at_the_desk(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`at_the_desk("rep")`: a page of a browser in which she has signed in through the form."""
    opened: list[Page] = []

    def sit(who: str, *, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        opened.append(page)
        if who:
            page.goto(f"{site.url}/accounts/login/")
            page.fill("input[name=login]", f"{who}@{PEOPLE[who][0]}.example")
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(site.home_of(who))
        return page

    yield sit
    for page in opened:
        page.context.close()


def session_cookie(site: Site, who: str) -> dict[str, str]:
    """The open session of one of the cast, for pages that are only looked at."""
    return {"name": settings.SESSION_COOKIE_NAME, "value": site.cast.session_of(who), "url": site.url}


def _wait(port: int) -> None:
    said = ""
    for _attempt in range(240):
        answers, said = health("127.0.0.1", port)
        if answers:
            return
        time.sleep(0.25)
    raise AssertionError(f"the site did not become healthy: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
