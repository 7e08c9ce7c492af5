"""Ratings: one outturn against one target under one scheme, and why it came out so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import field, frozen

from kpirag import _sentences
from kpirag._cases import cases_to, cases_to_recover
from kpirag._numbers import number
from kpirag._rating_records import rating_record
from kpirag._texts import checked_text, of_kind
from kpirag._verdicts import Assertion, Judged, Terms, figure_compared, forecast_verdict, verdict_of
from kpirag.bands import Bands
from kpirag.changes import Change
from kpirag.errors import InputTypeError, KpiragError, raise_faults, take
from kpirag.indicators import Indicator, Polarity
from kpirag.outturns import Outturn
from kpirag.schemes import RAG, Scheme
from kpirag.statuses import Reason, Status
from kpirag.targets import Target
from kpirag.tolerances import edge_of

if TYPE_CHECKING:
    from kpirag.conditions import Gate

__all__ = ["Assertion", "Rating", "rate"]


def _rated_on(terms: Bands | Terms) -> tuple[Indicator, Target | None, Scheme]:
    # Bands alone are equal where they rate alike, whatever indicator they are of.
    return terms.indicator, terms.target, terms.scheme


@frozen(repr=False)
class Rating:
    """The status of an outturn, and everything needed to say why.

    Make it with `rate`, or with `Rating.asserted` where a person gave the status. A rating is
    neither true nor false: ask for its `status` or whether the target is `met`.

    Attributes:
        outturn: The outturn rated.

    Example:
        >>> from kpirag import Period, Tolerance
        >>> ehcp = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent")
        >>> rating = rate(ehcp, Outturn(Period.quarter(2022, 2), 55.0),
        ...               Target(60, tolerance=Tolerance.points(5)))
        >>> rating.status, rating.met, rating.shortfall
        (<Status.AMBER: 'amber'>, False, 5.0)
    """

    # Few fields, because each is a large part of what a rating costs; the rest is worked out on read.
    _terms: Bands | Terms = field(eq=_rated_on)
    outturn: Outturn
    _verdict: Any

    @classmethod
    def asserted(
        cls,
        indicator: Indicator,
        outturn: Outturn,
        status: Status | str,
        *,
        by: str,
        because: str,
        target: Target | None = None,
        scheme: Scheme = RAG,
        change: Change | None = None,
    ) -> Rating:
        """Return a rating that a person gave, with who and why.

        It counts as rated. Where the outturn and target allow, the computed rating is kept
        beside it.

        Args:
            indicator: The indicator.
            outturn: The outturn; it may be missing, where a paper prints a colour without a figure.
            status: The status given.
            by: The post or body that gave it.
            because: Why.
            target: The target, if there is one.
            scheme: The scheme whose status it is.
            change: The change that a promotion of the computed rating asks for.

        Raises:
            InputTypeError: If an argument is of the wrong kind.
            InputError: If the status is none of the scheme's, or by or because is empty.

        Example:
            >>> from kpirag import Period
            >>> carers = Indicator("18", "In-house foster carers recruited", polarity="higher")
            >>> outturn = Outturn.missing(Period.quarter(2022, 2), "no data")
            >>> Rating.asserted(carers, outturn, "red", by="the council's paper",
            ...                 because="printed without a figure").status
            <Status.RED: 'red'>
        """
        faults: list[KpiragError] = []
        take(faults, checked_text, by, "by", "Say who gave the status.")
        take(faults, checked_text, because, "because", "Say why it was given.")
        raise_faults(faults)
        terms, _, verdict = verdict_of(indicator, outturn, target, scheme, change)
        computed = cls(terms, outturn, verdict)
        assertion = Assertion(by, because, computed if computed.is_rated else None)
        return cls(terms, outturn, Judged(scheme.state(status, "status"), assertion))

    def __bool__(self) -> NoReturn:
        remedy = "Ask for rating.met, or compare rating.status."
        raise InputTypeError("a rating is neither true nor false", remedy=remedy)

    @property
    def indicator(self) -> Indicator:
        """The indicator rated."""
        return self._terms.indicator

    @property
    def target(self) -> Target | None:
        """The target it was compared with, shared out for a part year; None if there was none."""
        return self._terms.target

    @property
    def scheme(self) -> Scheme:
        """The scheme it was rated under."""
        return self._terms.scheme

    @property
    def bands(self) -> Bands | None:
        """The bands of its target; None without a target."""
        return self._terms if isinstance(self._terms, Bands) else None

    @property
    def value(self) -> float | None:
        """The value that was compared; None if there was none."""
        return None if self.outturn.reason is not None else figure_compared(self._terms, self.outturn)

    @property
    def _outcome(self) -> Any:
        verdict = self._verdict
        return verdict.outcome if isinstance(verdict, Judged) else verdict

    @property
    def _grounds(self) -> Any:
        return self._verdict.grounds if isinstance(self._verdict, Judged) else None

    @property
    def _chain(self) -> list[Judged]:
        return self._verdict.chain if isinstance(self._verdict, Judged) else []

    @property
    def status(self) -> Status:
        """The status; under a scheme with states of its own, one of those."""
        outcome: Status = self._outcome
        return Status.NOT_RATED if isinstance(outcome, Reason) else outcome

    @property
    def reason(self) -> Reason | None:
        """Why it is not rated; None if it is."""
        outcome = self._outcome
        return outcome if isinstance(outcome, Reason) else None

    @property
    def is_rated(self) -> bool:
        """Whether it has a status other than not rated."""
        return not isinstance(self._outcome, Reason)

    @property
    def letter(self) -> str:
        """The letter a table prints, or a dash for not rated."""
        return self.scheme.letter(self.status)

    @property
    def word(self) -> str:
        """What the scheme calls the status, such as Amber or Not met; or the reason for none."""
        return self.scheme.label(self._outcome)

    @property
    def met(self) -> bool | None:
        """Whether the value meets the target itself; None if it is not rated.

        For an asserted rating: whether the status says so.
        """
        if not self.is_rated:
            return None
        value, bands = self.value, self.bands
        if value is None or bands is None or self.assertion is not None:
            return self.scheme.meets(self.status)
        return bands.met(value)

    @property
    def shortfall(self) -> float | None:
        """How far the value lies on the worse side of the target; 0 if met, None if not rated."""
        value, bands = self.value, self.bands
        return None if value is None or bands is None or not self.is_rated else bands.shortfall(value)

    @property
    def stretch_met(self) -> bool | None:
        """Whether the value reaches the stretch; None if there is none, or it is not rated."""
        value, target = self.value, self.target
        if value is None or target is None or target.stretch is None or not self.is_rated:
            return None
        edge = edge_of(target.stretch)
        sign = -1 if self.indicator.polarity is Polarity.LOWER else 1
        bound = number(edge.value, "stretch")
        return sign * value > sign * bound or (edge.inclusive and value == bound)

    @property
    def change(self) -> Change | None:
        """The change that a promotion was judged by; None if none was asked for."""
        return next((one.grounds for one in self._chain if isinstance(one.grounds, Change)), None)

    @property
    def variance(self) -> float | None:
        """The value less the target, in the unit; 0 inside a range, None if it is not rated."""
        value, bands = self.value, self.bands
        return None if value is None or bands is None or not self.is_rated else bands.variance(value)

    @property
    def needs_commentary(self) -> bool:
        """Whether the scheme demands a commentary on the variance, and there is none."""
        beyond, variance, bands = self.scheme.commentary_beyond, self.variance, self.bands
        if beyond is None or variance is None or bands is None or self.outturn.note.strip():
            return False
        return bands.varies_beyond(beyond, variance)

    @property
    def forecast(self) -> Rating | None:
        """The rating of what is expected at the year end; None if nothing is."""
        verdict = None if self.outturn.forecast is None else forecast_verdict(self._terms, self.outturn)
        return None if verdict is None else Rating(*verdict)

    @property
    def gate(self) -> Gate | None:
        """The gate that forced the state, or that could not be judged; None if there was none."""
        return self._grounds if hasattr(self._grounds, "holds_for") else None

    def forced(self, gate: Gate, *, missed: bool | None) -> Rating:
        """Return the rating as a gate leaves it; see `kpirag.conditions.Gate`.

        Args:
            gate: The gate of the scheme.
            missed: Whether the gate's indicator misses its target; None if that is not known.
        """
        from kpirag.conditions import Gate as _Gate  # noqa: PLC0415 - few schemes have gates

        of_kind(gate, _Gate, "gate", "Gate('incidents', 'red')")
        if not self.is_rated or self.assertion is not None or missed is False:
            return self
        state = self.scheme.state(gate.to)
        if self.scheme.code(self.status) <= self.scheme.code(state):
            return self
        if missed is None:
            state = Reason.NO_COMPARATOR
        before = self._verdict if isinstance(self._verdict, Judged) else None
        return Rating(self._terms, self.outturn, Judged(state, gate, before))

    @property
    def assertion(self) -> Assertion | None:
        """Who gave the status and why; None if it was computed."""
        return self._grounds if isinstance(self._grounds, Assertion) else None

    @property
    def computed(self) -> Rating | None:
        """The rating that the figures give: itself, or for an asserted one what can be computed."""
        return self if self.assertion is None else self.assertion.computed

    @property
    def disagrees(self) -> bool | None:
        """Whether a person's status differs from the computed one; None if that cannot be said."""
        computed = self.computed
        return None if self.assertion is None or computed is None else computed.status != self.status

    @property
    def caution(self) -> str:
        """A caution where a percentage rests on few cases; empty if there is none to give."""
        return _sentences.caution_text(self.indicator, self.outturn, self.scheme.caution_below)

    @property
    def value_text(self) -> str:
        """The value as a table prints it, with enough decimals to be seen in its own band."""
        return _sentences.value_text(self.indicator, self.outturn, self.value, self.bands)

    def cases_to(self, status: Status | str | None = None) -> int | None:
        """Return how many cases would have had to go the other way to reach a status.

        The denominator stays; the numerator rises where higher is better, else it falls.

        Args:
            status: The status to reach; meeting the target if not given.

        Returns:
            The smallest number of cases for which the same bands give at least that status;
            0 if they do already; None if no number does, if there are no counts, or if the
            figure is neither a percentage nor a rate.

        Example:
            >>> from kpirag import Period
            >>> court = Indicator("9", "Completed in under 26 weeks", polarity="higher", unit="percent")
            >>> rate(court, Outturn(Period.quarter(2017, 1), numerator=1, denominator=3),
            ...      Target(80)).cases_to("green")
            2
        """
        return self._cases(cases_to, status)

    def cases_to_recover(self, status: Status | str | None = None) -> int | None:
        """Return how many further cases, all of them good, would bring a percentage to a status.

        Both counts grow where higher is better; only the denominator grows where lower is.

        Args:
            status: The status to reach; meeting the target if not given.

        Returns:
            The smallest number of further cases; 0 if the status is reached already; None if
            no number does, or there are no counts of a percentage.

        Example:
            >>> from kpirag import Period
            >>> court = Indicator("9", "Completed in under 26 weeks", polarity="higher", unit="percent")
            >>> rate(court, Outturn(Period.quarter(2017, 1), numerator=1, denominator=3),
            ...      Target(80)).cases_to_recover()
            7
        """
        return self._cases(cases_to_recover, status)

    def _cases(self, count: Callable[..., int | None], status: Status | str | None) -> int | None:
        scheme, bands, value = self.scheme, self.bands, self.value
        place = scheme.met_place if status is None else scheme.states.index(scheme.state(status, "status"))
        if bands is None or value is None or not self.is_rated or scheme.interval is not None or self.gate:
            return None
        return count(bands, self.outturn, value, place)

    def explain(self) -> str:
        """Return why the outturn has its status, or none, as one plain sentence.

        It names the value compared, the target, the band with its edges, and the rules.

        Example:
            >>> from kpirag import Period, Tolerance
            >>> ehcp = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent")
            >>> print(rate(ehcp, Outturn(Period.quarter(2022, 2), 55.0),
            ...            Target(60, tolerance=Tolerance.points(5))).explain())
            EHC plans in 20 weeks: 55% misses the target of 60% or more by 5 points; \
Amber is from 55% up to 60% (RAG, tolerance 5 points).
        """
        assertion, computed, bands, value = self.assertion, self.computed, self.bands, self.value
        if assertion is not None:
            other = computed.word if computed is not None and self.disagrees else ""
            return _sentences.asserted_sentence(
                self.indicator, self.word, assertion.by, assertion.because, other
            )
        if self.reason is not None:
            return _sentences.unrated_sentence(self.indicator, self.outturn, value, self.reason)
        if bands is None or value is None:
            return _sentences.missing_sentence(self.indicator, self.outturn, self.scheme, self.status)
        return _sentences.rated_sentence(bands, self.outturn, value, self._chain)

    def __repr__(self) -> str:
        said = self.value_text if self.reason is None else self.reason
        return f"<Rating of {self.indicator.ref} in {self.outturn.period.label}: {self.word}, {said}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the rating as a flat dict of plain values.

        Example:
            >>> from kpirag import Period
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> rate(days, Outturn(Period.quarter(2022, 2), 24), Target(26)).to_dict()["status"]
            'green'
        """
        return rating_record(self)


def rate(
    indicator: Indicator,
    outturn: Outturn,
    target: Target | None = None,
    *,
    scheme: Scheme = RAG,
    change: Change | None = None,
) -> Rating:
    """Return the rating of an outturn against a target under a scheme.

    The value is compared as it is given. What is not there is never red and never green: it
    is *not rated*, with the first `Reason` that holds.

    Args:
        indicator: The indicator.
        outturn: Its outturn.
        target: Its target, or None. A full-year target is shared out if it has a profile.
        scheme: The scheme.
        change: The change that a promotion asks for; used only where it could alter the status.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If target, outturn and scheme do not fit together: see `Bands.of` and
            `Target.due`; or if the change is of another indicator, outturn or comparator.

    Example:
        >>> from kpirag import Period
        >>> assessments = Indicator("1", "Assessments in time", polarity="higher", unit="percent")
        >>> rate(assessments, Outturn(Period.quarter(2019, 2), 92.7), Target(90)).status
        <Status.GREEN: 'green'>
    """
    if type(target) is Target and type(outturn) is Outturn and change is None:
        # A value above what is doubtful, and the very records of the last time: the bands are known.
        known, under, bands, doubtful = target.compiled
        value = outturn.plain_number
        if value > doubtful and known is indicator and under is scheme:
            return Rating(bands, outturn, bands.status(value))
    return Rating(*verdict_of(indicator, outturn, target, scheme, change))
