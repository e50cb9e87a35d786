"""Sheets of paper as PDF: titles, sentences and tables. The same words give the same bytes."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

FONTS = settings.BASE_DIR / "static" / "fonts"
FAMILY = "DejaVu"
TITLE, HEADING, TEXT, SMALL = 18, 12, 9.5, 8
INK, MUTED, ACCENT = (28, 32, 38), (96, 102, 112), (20, 82, 140)
MARGIN = 18


class Paper(FPDF):
    """Sheets of A4 with a footer that says which run this is."""

    def __init__(self, *, about: str, title: str) -> None:
        super().__init__(format="A4")
        self.about = about
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 4)
        self.add_font(FAMILY, "", FONTS / "DejaVuSans.ttf")
        self.add_font(FAMILY, "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_title(title)
        self.set_lang(get_language() or "en")
        self.add_page()

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FAMILY, "", 7)
        self.set_text_color(*MUTED)
        self.cell(0, 4, f"{self.about} · {self.page_no()}", align="L")

    def heading(self, text: str) -> None:
        self.ln(3)
        self._say(text, size=HEADING, style="B", colour=ACCENT)

    def say(self, text: str, *, bold: bool = False, small: bool = False) -> None:
        """A paragraph; nothing for no text."""
        if text:
            self._say(text, size=SMALL if small else TEXT, style="B" if bold else "", colour=INK)

    def titled(self, text: str) -> None:
        self._say(text, size=TITLE, style="B", colour=INK)

    def tabled(self, columns: list[str], rows: list[list[str]], *, widths: tuple[int, ...]) -> None:
        """A table whose first column is words and the others figures, but for a last one as wide as words."""
        self.set_font(FAMILY, "", SMALL)
        self.set_text_color(*INK)
        align = tuple("LEFT" if at == 0 or width > 30 else "RIGHT" for at, width in enumerate(widths))
        with self.table(
            col_widths=widths,
            text_align=align,
            borders_layout="HORIZONTAL_LINES",
            headings_style=FontFace(emphasis="BOLD", color=MUTED),
            line_height=4.6,
        ) as table:
            for cells in [columns, *rows]:
                table.row(cells)
        self.ln(2)

    def _say(self, text: str, *, size: float, style: str, colour: tuple[int, int, int]) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.53, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
        self.ln(1.2)


def begun(*, about: str, title: str, at: datetime) -> Paper:
    """Paper with its title. `at`, the moment that it speaks of, is all that it knows of time."""
    pdf = Paper(about=about, title=title)
    pdf.set_creation_date(at)
    pdf.titled(title)
    return pdf
