"""Numbers as readers write them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

NO_BREAK_SPACE = "\u00a0"
TRUE_MINUS = "\u2212"


def written(value: float | Decimal, places: int = 0, *, unit: str = "", signed: bool = False) -> str:
    """The number rounded half up to `places`, in the reader's language, grouped, with a true minus.

    Currency codes stand before it, other units after it. Django's own formatting cuts digits off instead of
    rounding, so this is the one way to write a number that may have more of them.
    """
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    digits = number_format(abs(rounded), decimal_pos=places, use_l10n=True, force_grouping=True)
    sign = TRUE_MINUS if rounded < 0 else "+" if signed and rounded else ""
    if len(unit) == 3 and unit.isupper():
        return f"{unit}{NO_BREAK_SPACE}{sign}{digits}"
    return f"{sign}{digits}{NO_BREAK_SPACE}{unit}" if unit else f"{sign}{digits}"
