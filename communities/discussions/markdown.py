"""What members write, as HTML: CommonMark with tables, strikethrough, bare links and mentions.

A line end is a line break, as people expect who write mails. Headings begin at h3 (the page and the thread
have the first two). Rendered once when a post is saved and stored beside its source.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from communities.discussions.sanitising import OWN_PICTURE, encodable, sanitise
from tenancy.search.folding import fold

MENTION = re.compile(r"@([^\W_](?:[\w.-]*[^\W_])?)")
MENTION_LENGTH = 80
# Closing brackets and sentence marks after an address belong to the sentence.
BARE_LINK = re.compile(r"(?<![\w/@])https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}*_~]")
ALIGNMENT = re.compile(r"text-align:(left|center|right)")


def render(text: str) -> str:
    """Safe HTML for the Markdown in `text`. Never raises; raw HTML is shown as it was typed."""
    return sanitise(_PARSER.render(encodable(text)))


def mentioned(text: str) -> set[str]:
    """The handles that the text mentions (`@lea-martin`), as `handle_of` writes them; none from code."""
    found: set[str] = set()
    for token in _PARSER.parse(encodable(text)):
        found.update(child.meta["handle"] for child in token.children or () if child.type == "mention")
    return found


def handle_of(display_name: str) -> str:
    """What follows the @ for a person of this name: `lea-martin` for “Léa Martin”. Not unique by itself."""
    return re.sub(r"[^0-9a-z]+", "-", fold(display_name)).strip("-")[:MENTION_LENGTH].rstrip("-")


def _mention(state: StateInline, silent: bool) -> bool:
    """Inline rule: an @ at the beginning of a word and a name."""
    if state.src[state.pos] != "@" or (state.pos and re.match(r"[\w.@/-]", state.src[state.pos - 1])):
        return False
    match = MENTION.match(state.src, state.pos, state.pos + MENTION_LENGTH + 1)
    handle = handle_of(match[1]) if match else ""
    if match is None or not handle:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = match[0]
        token.meta["handle"] = handle
    state.pos = match.end()
    return True


def _link_addresses(state: StateCore) -> None:
    """Core rule: bare http(s) addresses in text become links; nothing is looked up."""
    for block in state.tokens:
        if block.type != "inline" or "://" not in block.content:
            continue
        linked: list[Token] = []
        depth = 0
        for token in block.children or ():
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            linked.extend([token] if depth or token.type != "text" else _split(token, state.md))
        block.children = linked


def _split(token: Token, parser: MarkdownIt) -> list[Token]:
    parts: list[Token] = []
    at = 0
    for match in BARE_LINK.finditer(token.content):
        address = parser.normalizeLink(match[0])
        if not parser.validateLink(address):
            continue
        opening = Token("link_open", "a", 1, attrs={"href": address})
        words = Token("text", "", 0, content=match[0])
        before = Token("text", "", 0, content=token.content[at : match.start()])
        parts += [before, opening, words, Token("link_close", "a", -1)]
        at = match.end()
    return [*parts, Token("text", "", 0, content=token.content[at:])] if parts else [token]


def _fit_into_page(state: StateCore) -> None:
    """Core rule: headings two levels down, alignment as a class (styles are forbidden)."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        elif token.tag in ("td", "th") and (match := ALIGNMENT.search(str(token.attrs.get("style", "")))):
            token.attrs = {"class": f"text-{match[1]}"}


def _render_mention(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<span class="mention">{tokens[index].content}</span>'


def _render_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Attached pictures are shown; others become links."""
    address = str(tokens[index].attrs.get("src", ""))
    if OWN_PICTURE.fullmatch(address):
        return str(RendererHTML.image(renderer, tokens, index, options, env))
    words = renderer.renderInlineAsText(tokens[index].children or [], options, env) or address
    link = [Token("link_open", "a", 1, attrs={"href": address}), Token("text", "", 0, content=words)]
    return str(renderer.render([*link, Token("link_close", "a", -1)], options, env))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "mention", _mention)
    parser.core.ruler.push("bare_links", _link_addresses)
    parser.core.ruler.push("fit_into_page", _fit_into_page)
    parser.add_render_rule("mention", _render_mention)
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("table_open", lambda *_: '<div class="table-scroll">\n<table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    return parser


_PARSER = _parser()
