"""Every page that somebody of the cast can open: no axe finding, no script error, no sideways scrolling."""

import itertools
from operator import itemgetter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, session_cookie
from tests.oracles import matrix
from tests.oracles.routes import routes

pytestmark = pytest.mark.journey
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
# Of what is as it should be nothing is told: writing down where it stands takes longer than finding it.
RUN_AXE = f"""axe.run({{runOnly: {RULES}, resultTypes: ['violations']}})
  .then(result => result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"""
# What dark changes is colour: the rest of the rules need not be asked twice.
RUN_CONTRAST = RUN_AXE.replace(RULES, "{type: 'rule', values: ['color-contrast']}")
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth + 1"
ACTORS = ("rep", "leader", "manager", "admin", "physician", "operator")


def test_every_page_is_clean(site: Site, browser: Browser) -> None:
    """A12.12: WCAG 2.2 AA, light and dark, down to 360 pixels. A page is looked at once, as whoever may open it."""
    found: dict[str, list[str]] = {}
    seen = 0
    for who, pages in itertools.groupby(_pages(site), key=itemgetter(0)):
        # Without motion: a colour that is still fading from light to dark is no finding.
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, bypass_csp=True, reduced_motion="reduce"
        )
        context.add_cookies([session_cookie(site, who)])  # type: ignore[list-item]
        context.add_init_script(AXE)
        desk = Desk(context.new_page())
        for _who, path in pages:
            if (problems := desk.problems(site.url + path)) is not None:
                seen += 1
                found |= {f"{who} {path}": problems} if problems else {}
        context.close()
    assert seen > 40
    assert not found, "\n".join(f"{path}: {problems}" for path, problems in found.items())


def _pages(site: Site) -> list[tuple[str, str]]:
    """Each address with the first of them who is answered 200 there; the matrix knows."""
    answers = matrix.declared()
    pages = []
    for route in routes(site.cast):
        answered = dict(zip(matrix.ACTORS, answers.get(f"GET\t{route}", ()), strict=False))
        if who := next((actor for actor in ACTORS if answered.get(actor) == 200), None):
            pages.append((who, route.path))
    return sorted(pages, key=lambda page: ACTORS.index(page[0]))


class Desk:
    """One page of a browser, at which one address after the other is looked at."""

    def __init__(self, page: Page) -> None:
        self.page, self.told = page, list[str]()
        page.on("pageerror", lambda error: self.told.append(f"script: {error}"))
        page.on(
            "console", lambda message: self.told.append(message.text) if message.type == "error" else None
        )

    def problems(self, url: str) -> list[str] | None:
        """What is wrong with the page; None where there is none."""
        page = self.page
        answer = page.context.request.get(url, max_redirects=0)
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            return None
        self.told.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(url, wait_until="load")
        found = [f"light {violation}" for violation in page.evaluate(RUN_AXE)]
        page.emulate_media(color_scheme="dark")
        found += [f"dark {violation}" for violation in page.evaluate(RUN_CONTRAST)]
        page.set_viewport_size({"width": 360, "height": 780})
        if page.evaluate(OVERFLOWS):
            found.append("scrolls sideways at 360 px")
        return [*self.told, *found]
