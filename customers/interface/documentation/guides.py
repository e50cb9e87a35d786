"""The guides in docs/, as pages: headings that can be linked to, blocks that can be copied."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt

GUIDES = {"api": "api.md", "webhooks": "webhooks.md"}


@cache
def guide(name: str) -> SafeString:
    """A guide as HTML; the text is the repository's own. Its title is left to the page."""
    reader = MarkdownIt("commonmark").enable("table")
    text = (Path(settings.BASE_DIR) / "docs" / GUIDES[name]).read_text()
    tokens = reader.parse(text.partition("\n")[2])
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", f"{name}-{slugify(tokens[at + 1].content)}")
        if token.type == "table_open":
            token.attrSet("class", "table")
    html: str = reader.renderer.render(tokens, reader.options, {})
    html = html.replace("<table", '<div class="scroll" tabindex="0"><table').replace(
        "</table>", "</table></div>"
    )
    return SafeString(html)  # our own text, no visitor's


@cache
def headings(name: str) -> list[dict[str, str]]:
    """The guide's second-level headings with their anchors."""
    lines = (Path(settings.BASE_DIR) / "docs" / GUIDES[name]).read_text().splitlines()
    titles = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    return [{"title": title, "id": f"{name}-{slugify(title)}"} for title in titles]
