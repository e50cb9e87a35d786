"""Small pictures and one-page documents that people attach to their posts."""

import io

from PIL import Image, ImageDraw, ImageFont

from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from communities.discussions.attachments.metadata import strip_metadata
from communities.discussions.post import Post
from config.demo.reading import table
from config.demo.world import World

PAGE = (900, 1200)
CHART = (960, 520)
INK, PAPER, ACCENT = "#22303a", "#fbfaf7", "#2f6f73"
Figures = list[list[str | int]]


def attach(world: World, post: Post, name: str) -> None:
    """Attaches the file that content/posters.toml describes under this name."""
    facts = table("posters")[name.replace(".", "_")]
    picture = (
        _chart(facts["title"], facts["bars"]) if "bars" in facts else _page(facts["title"], facts["lines"])
    )
    content = io.BytesIO()
    picture.save(content, format="PDF" if name.endswith("pdf") else "PNG", resolution=100)
    file = strip_metadata(name, content.getvalue())
    attachment = world.rows.add(
        Attachment(
            **world.keys(),
            post_id=post.id,
            community_id=post.community_id,
            file_name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            attached_at=post.created_at,
        )
    )
    world.rows.add(
        AttachmentContent(
            **world.keys(),
            attachment_id=attachment.id,
            community_id=post.community_id,
            content=file.content,
        )
    )


def _page(title: str, lines: list[str]) -> Image.Image:
    page = Image.new("RGB", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, PAGE[0], 24), fill=ACCENT)
    draw.text((70, 90), title, fill=INK, font=ImageFont.load_default(48))
    for number, line in enumerate(lines):
        draw.text((70, 230 + 78 * number), line, fill=INK, font=ImageFont.load_default(32))
    return page


def _chart(title: str, bars: Figures) -> Image.Image:
    """Horizontal bars with their values in minutes."""
    chart = Image.new("RGB", CHART, PAPER)
    draw = ImageDraw.Draw(chart)
    draw.text((40, 30), title, fill=INK, font=ImageFont.load_default(30))
    longest = max(int(value) for _label, value in bars)
    for number, (label, value) in enumerate(bars):
        top = 110 + 76 * number
        draw.text((40, top + 8), str(label), fill=INK, font=ImageFont.load_default(24))
        draw.rectangle((300, top, 300 + 540 * int(value) // longest, top + 44), fill=ACCENT)
        draw.text((860, top + 8), f"{value} min", fill=INK, font=ImageFont.load_default(24))
    return chart
