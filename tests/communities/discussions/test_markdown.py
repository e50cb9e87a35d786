"""Posts are safe HTML whatever is typed, and what people expect of it looks as they expect."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communities.discussions.markdown import handle_of, mentioned, render
from communities.discussions.sanitising import TAGS, plain_text, sanitise, sanitise_imported

# Text that is likelier than chance to confuse a parser.
PIECES = st.sampled_from(
    [
        "<", ">", '"', "'", "`", "*", "_", "[", "](", ")", "!", "\n", "\n\n", "    ", "|", "-|-", "# ", "> ",
        "- ", "1. ", "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
        "<a href=", "style=", "&lt;", "<svg/onload=1>", "<table><tr><td>", "</table>", "<p>", "<div>", "<h1>",
        "@Zoë", "http://a.b/", "data:text/html,", "\0", "\ud800", "&#x6a;avascript:", "<!--", "-->",
        "<math><mi>", "<style>", "<noscript>", "<pre>", "~~", "\\",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)


class Inspector(HTMLParser):
    """Fails on every tag and attribute that could do something."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("style", "id", "srcset", "formaction")
            if name == "href":
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.I)
            if name == "src":
                assert re.match(r"/[a-zA-Z]", value or "")
        if tag == "a" and dict(attrs).get("href"):
            assert "nofollow noopener" in (dict(attrs)["rel"] or "")


def inspect(markup: str) -> None:
    inspector = Inspector()
    inspector.feed(markup)
    inspector.close()


@settings(deadline=None, max_examples=300)
@given(HOSTILE)
def test_nothing_typed_becomes_a_script(text: str) -> None:
    inspect(render(text))
    mentioned(text)
    plain_text(render(text))


@settings(deadline=None, max_examples=300)
@given(HOSTILE)
def test_sanitising_twice_changes_nothing(markup: str) -> None:
    for clean in (sanitise, sanitise_imported):
        once = clean(markup)
        inspect(once)
        assert clean(once) == once
    assert sanitise(render(markup)) == render(markup)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("# Dose", "<h3>Dose</h3>\n"),
        ("###### Dose", "<h6>Dose</h6>\n"),
        ("~~old~~ **new**", "<p><s>old</s> <strong>new</strong></p>\n"),
        (
            "```sql\nselect 1 < 2\n```",
            '<pre tabindex="0"><code class="language-sql">select 1 &lt; 2\n</code></pre>\n',
        ),
        ("<b onclick=x>raw</b>", "<p>&lt;b onclick=x&gt;raw&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("Hi @Léa-Martin.", '<p>Hi <span class="mention">@Léa-Martin</span>.</p>\n'),
    ],
)
def test_markdown_becomes_html(text: str, markup: str) -> None:
    assert render(text) == markup


def test_bare_addresses_become_links_without_the_sentence_around_them() -> None:
    assert '<a href="https://pubmed.example/1_2_3" rel="nofollow noopener noreferrer">' in render(
        "(see https://pubmed.example/1_2_3)."
    )
    assert "<a" not in render("`https://pubmed.example` and mailto, www.example.org")
    assert render("[a](https://b.example/x) <https://c.example>").count("<a ") == 2


def test_tables_scroll_in_a_frame_that_the_keyboard_reaches() -> None:
    markup = render("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert markup.startswith('<div class="table-scroll" tabindex="0">\n<table>')
    assert '<td class="text-right">2</td>' in markup


def test_pictures_from_elsewhere_are_links_and_attached_ones_are_shown() -> None:
    assert "<img" not in render("![scan](https://tracker.example/p.gif)")
    assert ">scan</a>" in render("![scan](https://tracker.example/p.gif)")
    assert "<img" not in render("![x](//tracker.example/attachments/p.gif)")
    assert '<img src="/c/derma/attachments/0192f/scan.png" alt="scan">' in render(
        "![scan](/c/derma/attachments/0192f/scan.png)"
    )


def test_mentions_are_found_but_not_in_code_or_addresses() -> None:
    text = (
        "@Léa-Martin, ask @o_brien and (@Łukasz). `@code` a@b.example http://x.example/@path\n\n    @indented"
    )
    assert mentioned(text) == {"lea-martin", "o-brien", "lukasz"}


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Léa Martin", "lea-martin"), ("Dr. Łukasz Óß", "dr-lukasz-oss"), ("李", ""), ("x" * 200, "x" * 80)],
)
def test_a_handle_is_the_folded_name(name: str, handle: str) -> None:
    assert handle_of(name) == handle


def test_imported_pages_become_posts() -> None:
    foreign = (
        '<h1 id="a">Title</h1><p style="color:red" onclick="x()">Text<script>bad()</script></p>'
        '<img src="https://i.example/p.png" alt="plot"><table><tr><td>1</td></tr></table><iframe></iframe>'
    )
    assert sanitise_imported(foreign) == (
        "<h3>Title</h3><p>Text</p>"
        '<a href="https://i.example/p.png" rel="nofollow noopener noreferrer">plot</a>'
        '<div class="table-scroll" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div>'
    )


def test_links_and_headings_without_words_are_left_out() -> None:
    assert sanitise_imported('<a href="http://a.example"></a><h2> </h2><p>x</p>') == "<p>x</p>"


def test_plain_text_is_the_words() -> None:
    assert plain_text("<p>Dose &amp; time</p><p>of <b>day</b></p>") == "Dose & time of day"


@pytest.mark.parametrize(
    "piece", ["[", "*", ">", "`", "<", "@", "![", "[a](", "**a ", "- ", "1. ", "_a ", "|", "a@", "~~"]
)
def test_no_text_of_the_longest_size_takes_long(piece: str) -> None:
    began = time.process_time()
    render(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 3
