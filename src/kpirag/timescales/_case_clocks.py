"""The dates of a case as of a date: what was known of its start, its end and its clock by then."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from kpirag._months import plain_day
from kpirag.timescales._clock_hours import like, plain_moment
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales.clocks import Edit, Pause, Reset, day_of
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import CountDirection

if TYPE_CHECKING:
    from kpirag.timescales.cases import Case

__all__ = ["CaseClock"]


@frozen
class CaseClock:
    """The dates of a case as of a date, of one kind, so that they can be compared.

    Args:
        case: The case.
        hours: True if hours count, False if days do.
        counts_back: True if the limit counts back from an event.
        as_of: The date, or for hours the moment, at which it is judged.
        start: The start, compared by the day, or by the moment in UTC or on the wall.
        until: The same of the date at which it is judged.
        end: The same of the end, or None if it has not ended by then.

    Example:
        >>> from kpirag.timescales import Case, Timescale
        >>> CaseClock.of(Case(date(2022, 7, 1)), Timescale(26, "weeks"), date(2022, 9, 30)).until.isoformat()
        '2022-09-30'
    """

    case: Case
    hours: bool
    counts_back: bool
    as_of: date | datetime
    start: date
    until: date
    end: date | None

    @classmethod
    def of(cls, case: Case, timescale: Timescale, as_of: date | datetime) -> CaseClock:
        """Return the dates of a case under a timescale, as of a date.

        Args:
            case: The case.
            timescale: The timescale.
            as_of: The date or the moment.

        Raises:
            InputTypeError: If the dates are not of the kind that the timescale counts.
        """
        back = timescale.direction is CountDirection.BEFORE
        if timescale.unit not in HOURS:
            start, now = day_of(case.start), plain_day(as_of, "as_of")
            end = None if case.end is None else plain_day(case.end, "end")
            return cls(case, False, back, now, start, now, _by(end, start, now, back=back))  # noqa: FBT003 - fields in order
        given = plain_moment(case.start, "start")
        at = as_of
        if not isinstance(at, datetime):
            at = datetime.combine(at, time.max, tzinfo=given.tzinfo)
        start, now = like(given, given, "start"), like(at, given, "as_of")
        end = None if case.end is None else like(case.end, given, "end")
        return cls(case, True, back, at, start, now, _by(end, start, now, back=back))  # noqa: FBT003 - fields in order

    def on(self, moment: date | datetime, path: str = "due") -> date:
        """Return a date or moment as it is compared.

        Args:
            moment: The date or moment.
            path: Where it was given, for the error.

        Raises:
            InputTypeError: If hours count and it is not of the kind of the start.
        """
        return like(moment, plain_moment(self.case.start, "start"), path) if self.hours else day_of(moment)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that count: no reset or pause after the end or the date, and pauses only up to it."""
        edits, begins = self.case.edits, self.case.paused_from
        if not edits and begins is None:
            return ()
        cut = self.until if self.end is None else self.end
        kept: list[Edit] = []
        for place, each in enumerate(edits):
            path = f"edits[{place}]"
            if isinstance(each, Pause):
                known = self._known(each, cut, path)
                kept += [] if known is None else [known]
            elif not isinstance(each, Reset) or self.on(each.at, f"{path}.at") <= cut:
                kept.append(each)
        if begins is not None and self.on(begins, "paused_from") <= cut:
            kept.append(Pause(begins if self.hours else day_of(begins), cut, reason="not ended"))
        return tuple(kept)

    def _known(self, pause: Pause, cut: date, path: str) -> Pause | None:
        if self.counts_back:
            return pause  # the timescale refuses it
        first = pause.first if self.hours else plain_day(pause.first, f"{path}.first")
        if self.on(first, f"{path}.first") > cut:
            return None
        return pause if self.on(pause.last, f"{path}.last") <= cut else evolve(pause, last=cut)


def _by(end: date | None, start: date, now: date, *, back: bool) -> date | None:
    """Return the end if it is known by then: nothing of a case is, before it has started."""
    return None if end is None or end > now or (start > now and not back) else end
