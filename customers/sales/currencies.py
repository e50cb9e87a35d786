"""How many places an amount has: currencies of ISO 4217 that do not have two."""

from decimal import Decimal

WITHOUT_MINOR_UNIT = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
    "XOF", "XPF",
}  # fmt: skip
PLACES = (
    dict.fromkeys(WITHOUT_MINOR_UNIT, 0)
    | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
    | dict.fromkeys(("CLF", "UYW"), 4)
)


def places_of(currency: str) -> int:
    """The decimals of the currency's minor unit; two for XXX and wherever nothing else is known."""
    return PLACES.get(currency, 2)


def in_major(minor_units: int | Decimal, currency: str) -> Decimal:
    """An amount in minor units as an exact decimal: 12345 EUR cents are 123.45."""
    return Decimal(minor_units).scaleb(-places_of(currency))


def written(minor_units: int | Decimal, currency: str) -> str:
    """The same as a plain decimal text with all its places, as the interface writes amounts."""
    return format(in_major(minor_units, currency), "f")
