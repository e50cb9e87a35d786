"""The event study drawn on paper: points with pointwise intervals in front of the uniform band."""

from typing import Any

from fpdf import FPDF

HEIGHT = 58.0
BAND, LINE, BEFORE, AXIS = (205, 220, 235), (20, 82, 140), (244, 244, 242), (120, 126, 136)


def draw(pdf: FPDF, points: list[dict[str, Any]], *, caption: str) -> None:
    """Draws at the current place over the whole width; nothing without points with an interval."""
    shown = [point for point in points if point["ci"] and point["band"]]
    if len(shown) < 2:
        return
    if pdf.will_page_break(HEIGHT + 10):
        pdf.add_page()
    left, top, width = pdf.l_margin + 14, pdf.get_y() + 5, pdf.epw - 16
    first, last = shown[0]["label"], shown[-1]["label"]
    low = min(0.0, *(point["band"][0] for point in shown))
    high = max(0.0, *(point["band"][1] for point in shown))

    def across(label: float) -> float:
        return float(left + width * (label - first + 0.5) / (last - first + 1))

    def down(value: float) -> float:
        return float(top + HEIGHT * (high - value) / ((high - low) or 1.0))

    pdf.set_font(size=7)
    pdf.set_text_color(*AXIS)
    pdf.text(left, top - 2, caption)
    if first < 0:
        pdf.set_fill_color(*BEFORE)
        pdf.rect(left, top, across(-0.5) - left, HEIGHT, style="F")
    for point in shown:
        at = across(point["label"])
        _bar(pdf, at, down(point["band"][1]), down(point["band"][0]), width=2.2, colour=BAND)
        _bar(pdf, at, down(point["ci"][1]), down(point["ci"][0]), width=0.7, colour=LINE)
        pdf.set_fill_color(*LINE)
        pdf.circle(at, down(point["att"]), 0.8, style="F")
    pdf.set_draw_color(*AXIS)
    pdf.line(left, down(0.0), left + width, down(0.0))
    for value in (low, 0.0, high):
        pdf.text(pdf.l_margin, down(value) + 1, f"{value:,.0f}")
    step = max(1, (last - first) // 12)
    for label in range(first, last + 1, step):
        pdf.text(across(label) - 1.5, top + HEIGHT + 4, str(label))
    pdf.set_y(top + HEIGHT + 7)


def _bar(
    pdf: FPDF, at: float, top: float, bottom: float, *, width: float, colour: tuple[int, int, int]
) -> None:
    pdf.set_fill_color(*colour)
    pdf.rect(at - width / 2, top, width, bottom - top, style="F")
