"""Which instrument a community rates itself on."""

from analytics.scorecards.customer_factors import EXTERNAL
from analytics.scorecards.factors import INTERNAL, PRINCIPLED, Factor, Instrument
from communities.community.kinds import Kind

INSTRUMENTS: dict[str, Instrument] = {
    Kind.INDUCED_COP: INTERNAL,
    Kind.STRATEGIC: PRINCIPLED,
    Kind.CUSTOMER: EXTERNAL,
}
FACTORS: dict[str, Factor] = {
    factor.code: factor for instrument in INSTRUMENTS.values() for factor in instrument.factors()
}


def fits(kind: str, code: str) -> bool:
    """Whether communities of this kind rate themselves on this factor."""
    return kind in INSTRUMENTS and code in {factor.code for factor in INSTRUMENTS[kind].factors()}
