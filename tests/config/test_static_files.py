"""The production server refuses a page that names a static file which does not exist."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")


def test_every_static_file_that_a_template_names_exists() -> None:
    named = {
        (str(template.relative_to(ROOT)), path)
        for template in (ROOT / "templates").rglob("*")
        if template.is_file()
        for path in NAMED.findall(template.read_text())
    }
    assert named
    assert {place for place in named if finders.find(place[1]) is None} == set()
