"""The catalogue: statutory and other timescales of councils in the United Kingdom, with their sources.

It is not legal advice. Each entry says where it was seen and how it was checked; later amendments may have
been missed. Read the source before you rely on a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import field, frozen

from kpirag._texts import checked_text, of_kind
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    NotFoundError,
    choose,
    raise_faults,
    shown,
    suggestion,
)
from kpirag.timescales._catalogue_children import CHILDREN
from kpirag.timescales._catalogue_council import COUNCIL
from kpirag.timescales._catalogue_entry import (
    FLAGS,
    NATIONS,
    AuthorityStatus,
    CatalogueEntry,
    DueSide,
    Rule,
)
from kpirag.timescales._catalogue_places import PLACES
from kpirag.timescales._catalogue_safeguarding import SAFEGUARDING
from kpirag.timescales._timescale_checks import listed

__all__ = [
    "CATALOGUE",
    "FLAGS",
    "NATIONS",
    "AuthorityStatus",
    "Catalogue",
    "CatalogueEntry",
    "DueSide",
    "Rule",
]

_DISCLAIMER = (
    "The catalogue is not legal advice. Each entry says where it was seen and how it was checked; later "
    "amendments may have been missed. Read the source before you rely on a date."
)
_SEARCHED = ("key", "name", "limit", "authority", "trigger", "end", "exclusions", "source", "note")


def _given_entries(given: Iterable[CatalogueEntry]) -> tuple[CatalogueEntry, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


@frozen(repr=False)
class Catalogue:
    """Timescales that are looked up by key and searched by text; it is not legal advice.

    Entries that were not checked against any source are kept apart: they are not counted, listed, found
    or looked up, unless you ask for them with `with_unverified`.

    Args:
        entries: The entries, each with a key of its own.
        unverified: True to use unverified entries like the others.

    Raises:
        InputTypeError: If one of them is no entry.
        InputError: If two have one key.
        FaultsError: If two or more things are wrong.

    Example:
        >>> CATALOGUE["ehc-final-plan"].limit
        '20 weeks'
        >>> [entry.key for entry in CATALOGUE.search("return interview")]
        ['return-home-interview']
    """

    entries: tuple[CatalogueEntry, ...] = field(converter=_given_entries)
    unverified: bool = field(default=False, kw_only=True)
    _by_key: dict[str, CatalogueEntry] = field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        remedy = "Write Catalogue([CatalogueEntry(...), ...])."
        entries = tuple(listed(self.entries, "entries", "must be a list of entries", remedy))
        object.__setattr__(self, "entries", entries)
        for place, entry in enumerate(entries):
            path = f"entries[{place}]"
            if not isinstance(entry, CatalogueEntry):
                remedy = "Write CatalogueEntry(...)."
                faults.append(InputTypeError("must be an entry", path=path, got=shown(entry), remedy=remedy))
            elif entry.key in self._by_key:
                remedy = "Give each entry a key of its own."
                faults.append(InputError("is there twice", path=path, got=shown(entry.key), remedy=remedy))
            else:
                self._by_key[entry.key] = entry
        raise_faults(faults)

    @property
    def disclaimer(self) -> str:
        """What the catalogue is not."""
        return _DISCLAIMER

    def __iter__(self) -> Iterator[CatalogueEntry]:
        return (entry for entry in self.entries if self.unverified or entry.verified)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        entry = self._by_key.get(key) if isinstance(key, str) else None
        return entry is not None and (self.unverified or entry.verified)

    def __getitem__(self, key: str) -> CatalogueEntry:
        if key in self:
            return self._by_key[key]
        if str(key) in self._by_key:
            remedy = f"Read the source, then write CATALOGUE.with_unverified()[{key!r}]."
            raise NotFoundError("is not verified", path="catalogue", got=shown(key), remedy=remedy)
        remedy = f"{suggestion(str(key), self.keys())} Or search: CATALOGUE.search('review')."
        raise NotFoundError("is no key of the catalogue", path="catalogue", got=shown(key), remedy=remedy)

    def keys(self) -> tuple[str, ...]:
        """Return the keys, in the order of the catalogue."""
        return tuple(entry.key for entry in self)

    def search(
        self, text: str, *, nation: str | None = None, status: AuthorityStatus | str | None = None
    ) -> tuple[CatalogueEntry, ...]:
        """Return the entries that have every word of a text somewhere, in the order of the catalogue.

        The key, the name, the length, the authority, the trigger and end, the exclusions, the source, the
        note and the nations are searched. Case does not matter, and part of a word is enough.

        Args:
            text: The words; empty for all entries.
            nation: Only entries recorded for this nation.
            status: Only entries of this status.

        Raises:
            InputTypeError: If the text is not text.
            InputError: If the nation or the status is unknown.

        Example:
            >>> [entry.key for entry in CATALOGUE.search("foster notice", nation="Wales")]
            ['private-fostering-notice']
        """
        words = checked_text(text, "text").casefold().split()
        if nation is not None and nation not in NATIONS:
            remedy = suggestion(str(nation), NATIONS)
            raise InputError("is no nation", path="nation", got=shown(nation), remedy=remedy)
        only = None if status is None else choose(AuthorityStatus, status, "status")
        return tuple(
            entry
            for entry in self
            if all(word in _text_of(entry) for word in words)
            and (nation is None or nation in entry.nations)
            and (only is None or entry.status is only)
        )

    def with_unverified(self) -> Catalogue:
        """Return the catalogue with the entries that were not checked; `verified` tells them apart.

        Example:
            >>> CATALOGUE.with_unverified()["cla-reviews"].verified
            False
        """
        return Catalogue(self.entries, unverified=True)

    def adding(self, *entries: CatalogueEntry) -> Catalogue:
        """Return the catalogue with entries of your own, such as local standards.

        Args:
            entries: The entries.

        Raises:
            InputTypeError: If one of them is no entry.
            InputError: If a key is taken.
        """
        for place, entry in enumerate(entries):
            of_kind(entry, CatalogueEntry, f"entries[{place}]", "CatalogueEntry(...)")
        return Catalogue((*self.entries, *entries), unverified=self.unverified)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the entries as dicts of plain values."""
        return [entry.to_dict() for entry in self]

    def __repr__(self) -> str:
        apart = "" if self.unverified else f", {len(self.entries) - len(self)} unverified kept apart"
        return f"<Catalogue of {len(self)} timescales{apart}; not legal advice>"


def _text_of(entry: CatalogueEntry) -> str:
    return "\n".join([*(getattr(entry, name) for name in _SEARCHED), *entry.nations]).casefold()


#: The timescales that kpirag ships. They are not legal advice.
CATALOGUE = Catalogue((*CHILDREN, *SAFEGUARDING, *PLACES, *COUNCIL))
