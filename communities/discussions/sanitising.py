"""What HTML a post may consist of, whoever wrote it and wherever it comes from."""

import html
import re
from collections.abc import Callable

import nh3

TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr",
    "i", "img", "kbd", "li", "ol", "p", "pre", "s", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "span": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
}
CLASSES = {
    "code": re.compile(r"language-[A-Za-z0-9+#.-]{1,30}"),
    "div": re.compile("table-scroll"),
    "span": re.compile("mention"),
    "td": re.compile("text-(?:left|center|right)"),
    "th": re.compile("text-(?:left|center|right)"),
}
NUMERIC = {"start", "colspan", "rowspan"}
# Only what was attached here is shown as a picture; a picture from elsewhere would tell who reads when.
OWN_PICTURE = re.compile(r"/(?:[A-Za-z0-9_-]+/)*attachments/[A-Za-z0-9_-]+(?:[/.][A-Za-z0-9_-]+)*/?")
PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
# Links and headings without words are traps for people who listen to the page.
EMPTY = re.compile(r'<(a|h[3-6])(?: [a-z]+="[^"]*")*>\s*</\1>')
MOST_ROUNDS = 5

Keep = Callable[[str, str, str], str | None]


def sanitise(markup: str) -> str:
    """Only harmless tags and attributes are left; sanitising twice changes nothing. Never raises.

    Links get `rel="nofollow noopener noreferrer"`; there are no scripts, styles, ids, forms, frames, no
    address but http, https and mailto, and no picture that was not attached here.
    """
    return _until_stable(_clean(encodable(markup), _keep), lambda found: _clean(found, _keep))


def sanitise_imported(markup: str) -> str:
    """Foreign HTML as a post: sanitised, headings from h3 down, tables in a scroller, pictures as links."""
    return _until_stable(encodable(markup), _import_once)


def plain_text(markup: str) -> str:
    """The words of a sanitised post without tags, blanks collapsed: for search and excerpts."""
    bare = nh3.clean(encodable(markup).replace("<", " <"), tags=set(), clean_content_tags={"script", "style"})
    return " ".join(html.unescape(bare).replace("\0", " ").split())


def _import_once(markup: str) -> str:
    shifted = re.sub(r"(?i)(</?)h[12](?=[\s>/])", r"\1h3", markup)
    linked = PICTURE.sub(_picture_as_link, _clean(shifted, _keep_all_pictures, without={"div"}))
    clean = _clean(linked, _keep, without={"div"})
    scrolling = clean.replace("<table>", '<div class="table-scroll"><table>').replace(
        "</table>", "</table></div>"
    )
    return _clean(scrolling, _keep)


def _until_stable(markup: str, step: Callable[[str], str]) -> str:
    # Parsing may move tags (a table in a paragraph), and the moved ones may be cleaned once more.
    for _ in range(MOST_ROUNDS):
        following = step(markup)
        if following == markup:
            return markup
        markup = following
    return _clean(html.escape(plain_text(markup)), _keep)


def _clean(markup: str, keep: Keep, *, without: set[str] | None = None) -> str:
    clean = nh3.clean(
        markup,
        tags=TAGS - (without or set()),
        attributes={tag: names for tag, names in ATTRIBUTES.items() if tag not in (without or ())},
        clean_content_tags={"script", "style"},
        attribute_filter=keep,
        link_rel="nofollow noopener noreferrer",
        url_schemes={"http", "https", "mailto"},
        # A region that scrolls must be reachable by keyboard.
        set_tag_attribute_values={
            tag: {"tabindex": "0"} for tag in ("pre", "div") if tag not in (without or ())
        },
    )
    return EMPTY.sub("", clean)


def _keep(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if OWN_PICTURE.fullmatch(value) else None
    return _keep_all_pictures(tag, name, value)


def _keep_all_pictures(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if CLASSES[tag].fullmatch(value) else None
    if name in NUMERIC:
        return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
    return value


def _picture_as_link(match: re.Match[str]) -> str:
    found = dict(ATTRIBUTE.findall(match[1]))
    address = found.get("src", "")
    if OWN_PICTURE.fullmatch(html.unescape(address)):
        return match[0]
    words = found.get("alt") or found.get("title") or address
    text = words.replace("<", "&lt;").replace(">", "&gt;")
    return f'<a href="{address}">{text}</a>' if address else text


def encodable(markup: str) -> str:
    """The text with every lone surrogate replaced, so that nothing behind chokes on it."""
    return markup.encode("utf-8", "replace").decode()
