"""A colour that a committee paper prints without a figure, entered as what it is: given by the paper."""

from kpirag import Indicator, Outturn, Period, Rating, Scheme, Target

BY = "the council's paper"
BECAUSE = "the paper prints the colour without a figure"


def printed(
    indicator: Indicator,
    period: Period,
    colour: str,
    *,
    because: str = BECAUSE,
    note: str = "",
    target: Target | None = None,
    scheme: Scheme | None = None,
) -> Rating:
    """Return the rating that a paper prints for an indicator whose figure we do not have."""
    outturn = Outturn.missing(period, "no data", note=note)
    given = {} if scheme is None else {"scheme": scheme}
    return Rating.asserted(indicator, outturn, colour, by=BY, because=because, target=target, **given)
