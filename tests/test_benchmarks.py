"""Targets that rest on another figure: baseline plus increment, and the harder of several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Edge, Indicator, InputError, InputTypeError, Outturn, Period, Target, rate
from kpirag.benchmarks import from_baseline, harder_of

HOMES = Indicator("7", "New homes", polarity="higher")
REPEAT = Indicator("12", "Second plans", polarity="lower", unit="percent")
RANGE = Indicator("4", "Occupancy", polarity="range", unit="percent")
LAST_YEAR = Period.year(2021)
TENTHS = st.integers(-10_000, 10_000).map(lambda tenths: tenths / 10)
SIZES = TENTHS.filter(bool)


class TestFromBaseline:
    def test_an_additional_800(self):
        """Rotherham council plan, 2022/23: an additional 800. The baseline is illustrative."""
        target = from_baseline(HOMES, Outturn(LAST_YEAR, 1200), plus=800)

        assert (2000.0, "baseline", LAST_YEAR) == (target.value, target.kind, target.as_at)
        assert "1,200 in 2021/22" == target.source
        assert (
            "meets the target of 2,000 or more (a figure of 2021/22)"
            in rate(HOMES, Outturn(Period.year(2022), 2001), target).explain()
        )

    @given(TENTHS, SIZES)
    def test_the_sum_is_exact_in_decimals(self, start, plus):
        """What decimal arithmetic gives, the target is: 0.1 and 0.2 make 0.3."""
        if round(10 * (start + plus)):
            assert (
                round(10 * (start + plus)) / 10
                == from_baseline(HOMES, Outturn(LAST_YEAR, start), plus=plus).value
            )

    def test_percent_of_the_baseline(self):
        """5% less of 20% is 19%; counts give the baseline."""
        target = from_baseline(REPEAT, Outturn(LAST_YEAR, numerator=20, denominator=100), percent=-5)

        assert 19.0 == target.value

    def test_no_change_is_last_years_own_figure(self):
        """A target may be last year's figure itself."""
        assert 15.5 == from_baseline(REPEAT, Outturn(LAST_YEAR, 15.5), plus=0, strict=True).value

    @pytest.mark.parametrize(
        ("outturn", "options", "told"),
        [
            (Outturn(LAST_YEAR, 3), {}, "plus: is not given"),
            (Outturn(LAST_YEAR, 3), {"plus": 1, "percent": 1}, "plus: is given beside percent"),
            (Outturn.missing(LAST_YEAR, "late"), {"plus": 1}, "baseline: has no figure"),
            (Outturn(LAST_YEAR, numerator=0, denominator=0), {"plus": 1}, "baseline: has no figure"),
        ],
    )
    def test_what_gives_no_target_is_refused(self, outturn, options, told):
        """Nothing is added to nothing."""
        with pytest.raises(InputError, match=told):
            from_baseline(REPEAT, outturn, **options)

    def test_an_outturn_is_wanted(self):
        """A bare number has no period."""
        with pytest.raises(InputTypeError, match="baseline"):
            from_baseline(HOMES, 1200, plus=800)


class TestOptions:
    def test_a_slip_is_met_with_a_hint(self):
        """An argument that no target has is refused by name, with the one that is meant."""
        with pytest.raises(
            InputTypeError, match=r"^perid: is no argument of a target\. Did you mean 'period'"
        ):
            from_baseline(HOMES, Outturn(LAST_YEAR, 3), plus=1, perid=LAST_YEAR)

    def test_what_it_works_out_itself_cannot_be_given(self):
        """The value comes from the baseline, so a bound beside it is refused."""
        with pytest.raises(InputTypeError, match=r"^low: is no argument of a target"):
            from_baseline(HOMES, Outturn(LAST_YEAR, 3), plus=1, low=2)

    def test_what_a_target_takes_is_passed_on(self):
        """The period and the days for which the target holds are those of the target."""
        target = from_baseline(HOMES, Outturn(LAST_YEAR, 3), plus=1, period=Period.year(2022), strict=True)

        assert (Period.year(2022), True) == (target.period, target.strict)


class TestHarderOf:
    @given(st.lists(TENTHS.filter(bool), min_size=1, max_size=6))
    def test_what_meets_the_harder_meets_all(self, values):
        """Brighton & Hove: the harder of benchmark and statutory figure wins; both polarities mirror."""
        up = harder_of(HOMES, *map(Target, values))
        down = harder_of(REPEAT, *map(Target, values))

        assert max(values) == up.value
        assert min(values) == down.value

    def test_of_two_alike_the_one_to_be_passed(self):
        """More than 85 is harder than 85 or more; of two alike in all, the first."""
        strict = Target(Edge(85, inclusive=False))

        assert strict is harder_of(HOMES, Target(85), strict)
        assert "a" == harder_of(HOMES, Target(85, kind="a"), Target(85, kind="b")).kind

    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (lambda: harder_of(HOMES), InputError),
            (lambda: harder_of(RANGE, Target(3)), InputError),
            (lambda: harder_of(HOMES, Target.between(1, 2)), InputError),
            (lambda: harder_of(HOMES, 85), InputTypeError),
        ],
    )
    def test_what_has_no_harder_side_is_refused(self, make, kind):
        """A range has two sides, and a number is no target."""
        with pytest.raises(kind):
            make()
