"""What a rating should be, worked out in exact decimals by plain if and elif.

Nothing here uses the package's own arithmetic, its bands or its settled floats: it is the second opinion that
the edge laws ask for. It knows the three schemes that the package ships, and it says in `kept` to how
many decimals a worked-out edge is settled.
"""

from decimal import ROUND_HALF_EVEN, Decimal

from tests.strategies import EXACT, Facts


def kept(*sizes: Decimal) -> int:
    """Return how many decimals a worked-out edge keeps, by the largest of what it is worked out from."""
    largest = max(abs(size) for size in sizes)
    if largest < 10**6:
        return 9
    if largest < 10**9:
        return 6
    if largest < 10**12:
        return 3
    return 0


def places_of(exact: Decimal) -> int:
    """Return how many decimals a number has, without the zeros at its end."""
    return max(0, -EXACT.normalize(exact).as_tuple().exponent)


def step_of(exact: Decimal) -> Decimal:
    """Return one unit in the last decimal a number is written with."""
    return Decimal(1).scaleb(min(0, exact.as_tuple().exponent), EXACT)


def rounded(exact: Decimal, places: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Return a number with at most so many decimals; one that has no more comes back as it is."""
    if places_of(exact) <= places:
        return exact
    return exact.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=EXACT)


def amount_of(facts: Facts, bound: Decimal, size: Decimal) -> Decimal:
    """Return a size as an amount in the unit of the bound."""
    if facts.kind == "percent":
        return EXACT.divide(EXACT.multiply(bound, size), Decimal(100))
    return size


def worked_out(facts: Facts, bound: Decimal, size: Decimal, side: str) -> Decimal:
    """Return the outer edge of a tolerance round a bound."""
    amount = amount_of(facts, bound, size)
    exact = EXACT.subtract(bound, amount) if side == "below" else EXACT.add(bound, amount)
    return rounded(exact, kept(bound, amount))


def size_on(facts: Facts, side: str) -> Decimal | None:
    """Return how far is tolerated on a side on which values are worse."""
    if facts.kind == "none":
        return None
    return facts.size if facts.size is not None else getattr(facts, side)


def exact_edges(facts: Facts) -> list[Decimal]:
    """Return every edge that a target can have, exactly, whether or not its scheme uses it."""
    found = list(facts.numbers)
    for bound in facts.bounds:
        for side in ("below", "above"):
            size = size_on(facts, side)
            if size is not None:
                found.append(worked_out(facts, bound, size, side))
    return found


def expected_status(facts: Facts, value: Decimal) -> str:
    """Return the status that exact decimal arithmetic gives a value."""
    if facts.polarity == "higher":
        return _where_higher_is_better(facts, value)
    if facts.polarity == "lower":
        return _where_lower_is_better(facts, value)
    return _in_a_range(facts, value)


def expected_met(facts: Facts, value: Decimal) -> bool:
    """Return whether a value meets the target itself."""
    if facts.polarity == "higher":
        return _at_least(value, facts.bounds[0], facts.inclusive[0])
    if facts.polarity == "lower":
        return _at_most(value, facts.bounds[0], facts.inclusive[0])
    low, high = facts.bounds
    return _at_least(value, low, facts.inclusive[0]) and _at_most(value, high, facts.inclusive[1])


def expected_shortfall(facts: Facts, value: Decimal) -> Decimal:
    """Return how far a value lies on the worse side of the target, exactly."""
    if facts.polarity == "higher":
        return max(Decimal(0), EXACT.subtract(facts.bounds[0], value))
    if facts.polarity == "lower":
        return max(Decimal(0), EXACT.subtract(value, facts.bounds[0]))
    low, high = facts.bounds
    return max(Decimal(0), EXACT.subtract(low, value), EXACT.subtract(value, high))


def _at_least(value: Decimal, bound: Decimal, inclusive: bool) -> bool:
    if value == bound:
        return inclusive
    return value > bound


def _at_most(value: Decimal, bound: Decimal, inclusive: bool) -> bool:
    if value == bound:
        return inclusive
    return value < bound


def _reaches_blue_above(facts: Facts, value: Decimal) -> bool:
    if facts.stretch is not None:
        return _at_least(value, facts.stretch, facts.stretch_inclusive)
    if facts.above is None:
        return False
    # The edge of a tolerance is part of it unless it is strict, and blue is beyond it.
    edge = worked_out(facts, facts.bounds[0], facts.above, "above")
    return _at_least(value, edge, facts.tolerance_strict)


def _reaches_blue_below(facts: Facts, value: Decimal) -> bool:
    if facts.stretch is not None:
        return _at_most(value, facts.stretch, facts.stretch_inclusive)
    if facts.below is None:
        return False
    edge = worked_out(facts, facts.bounds[0], facts.below, "below")
    return _at_most(value, edge, facts.tolerance_strict)


def _where_higher_is_better(facts: Facts, value: Decimal) -> str:
    target = facts.bounds[0]
    if facts.scheme.name == "BRAG" and _reaches_blue_above(facts, value):
        return "blue"
    if _at_least(value, target, facts.inclusive[0]):
        return "green"
    if facts.scheme.name == "Met or not":
        return "red"
    if facts.floor is not None:
        return "amber" if _at_least(value, facts.floor, facts.floor_inclusive) else "red"
    size = size_on(facts, "below")
    if size is None:
        return "red"
    edge = worked_out(facts, target, size, "below")
    return "amber" if _at_least(value, edge, not facts.tolerance_strict) else "red"


def _where_lower_is_better(facts: Facts, value: Decimal) -> str:
    target = facts.bounds[0]
    if facts.scheme.name == "BRAG" and _reaches_blue_below(facts, value):
        return "blue"
    if _at_most(value, target, facts.inclusive[0]):
        return "green"
    if facts.scheme.name == "Met or not":
        return "red"
    if facts.floor is not None:
        return "amber" if _at_most(value, facts.floor, facts.floor_inclusive) else "red"
    size = size_on(facts, "above")
    if size is None:
        return "red"
    edge = worked_out(facts, target, size, "above")
    return "amber" if _at_most(value, edge, not facts.tolerance_strict) else "red"


def _in_a_range(facts: Facts, value: Decimal) -> str:
    low, high = facts.bounds
    if not _at_least(value, low, facts.inclusive[0]):
        size, side, bound = size_on(facts, "below"), "below", low
    elif not _at_most(value, high, facts.inclusive[1]):
        size, side, bound = size_on(facts, "above"), "above", high
    else:
        return "green"
    if facts.scheme.name == "Met or not" or size is None:
        return "red"
    edge = worked_out(facts, bound, size, side)
    if side == "below":
        return "amber" if _at_least(value, edge, not facts.tolerance_strict) else "red"
    return "amber" if _at_most(value, edge, not facts.tolerance_strict) else "red"
