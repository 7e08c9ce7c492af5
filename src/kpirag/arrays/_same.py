"""A key to keep what was worked out from a thing that is slow to compare."""

from __future__ import annotations

from operator import is_
from typing import Any

__all__ = ["Same"]


class Same:
    """A key that is equal only to that of the very same things, because facts are slow to compare.

    Args:
        things: One thing or more; they are kept, so that no other can be mistaken for one of them.

    Example:
        >>> calendar, other = [], []
        >>> Same(calendar) == Same(calendar), Same(calendar) == Same(other)
        (True, False)
    """

    __slots__ = ("_hash", "things")

    def __init__(self, *things: Any) -> None:
        self.things = things
        self._hash = hash(tuple(map(id, things)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same) or len(other.things) != len(self.things):
            return False
        return all(map(is_, self.things, other.things))

    @property
    def thing(self) -> Any:
        """The first thing, or the only one."""
        return self.things[0]
