"""What type checkers know about the errors: each is also the builtin a caller expects."""

from typing import assert_type

from kpirag.errors import (
    AmbiguousError,
    FaultsError,
    InputError,
    InputTypeError,
    KpiragError,
    NotFoundError,
    raise_faults,
    shown,
    suggestion,
    take,
)

as_value: ValueError = InputError("must be 0 or more")
as_type: TypeError = InputTypeError("must be a number")
as_key: KeyError = NotFoundError("is no indicator")
as_input: InputError = AmbiguousError("can be read in two ways", readings=("2011", "2012"))

fault = InputError("must be 0 or more", path="decimals", got="-1", remedy="Write 0.")
assert_type(fault.path, str)
assert_type(fault.within("indicators[3]"), KpiragError)

several = FaultsError([fault, InputTypeError("must be text", path="ref")])
assert_type(several.faults, tuple[KpiragError, ...])
assert_type(several.within("indicators[3]"), FaultsError)
assert_type(as_input, InputError)

found: list[KpiragError] = []
assert_type(take(found, int, "7"), int | None)
assert_type(shown(7), str)
assert_type(suggestion("hihger", ["higher", "lower"]), str)
raise_faults(found)


def never_called() -> None:
    """Hold what type checkers must refuse: if one of these passed, its ignore would be reported as unused."""
    InputError("must be 0 or more", "decimals")  # type: ignore[call-arg]  # path is given by name
    AmbiguousError("can be read in two ways")  # type: ignore[call-arg]  # the readings are the point
    FaultsError([ValueError("x")])  # type: ignore[list-item]  # only errors of kpirag have a path
    shown()  # type: ignore[call-arg]  # there must be something to show
