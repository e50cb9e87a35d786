"""Rules that every template keeps, and the component sheet that shows them all."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tenancy.surfaces.sheet import samples

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "emails" not in path.parts]
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle="),
    "inline handler": re.compile(r"\son[a-z]+="),
    "script from elsewhere": re.compile(r"<(script|link|img|iframe)[^>]+(src|href)=\"(https?:)?//"),
    "inline script": re.compile(r"<script(?![^>]*(src=|type=\"application/json\"))"),
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_template_needs_what_the_content_policy_refuses(rule: str) -> None:
    assert [str(page) for page in PAGES if FORBIDDEN[rule].search(page.read_text())] == []


def test_a_component_is_under_40_lines() -> None:
    long = {
        path.name for path in (TEMPLATES / "components").glob("*.html") if path.read_text().count("\n") >= 40
    }
    assert long == set()


def test_each_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = (TEMPLATES.parent / "static/icons/sprite.svg").read_text()
    named = {name for page in PAGES for name in re.findall(r"\{% icon \"([a-z0-9-]+)\"", page.read_text())}
    assert {name for name in named if f'id="{name}"' not in sprite} == set()


@pytest.mark.parametrize("frame", ["workspace", "portal", "neutral"])
def test_the_sheet_shows_every_component_in_each_frame(frame: str) -> None:
    page = render_to_string("components/sheet.html", {**samples(), "frame": frame})
    assert f'data-surface="{frame}"' in page
    assert page.count('data-chart="') == 9
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
