"""Average durations: how long cases take, where no case has a deadline of its own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.timescales.averages import AverageDuration
from kpirag.timescales.catalogue import CATALOGUE


class TestAverageDuration:
    PROCEEDINGS = CATALOGUE["care-proceedings-average"].rule
    starts = st.lists(
        st.tuples(st.dates(date(2019, 1, 1), date(2021, 1, 1)), st.integers(0, 400)), min_size=1
    )

    @given(starts)
    def test_weeks_are_days_divided_by_seven(self, many):
        """The average in weeks is the average in days divided by 7, and no week is rounded."""
        cases = [(start, start + timedelta(days=n)) for start, n in many]

        assert sum(n for _, n in many) / (7 * len(many)) == self.PROCEEDINGS.of(cases)
        assert sum(n for _, n in many) / len(many) == AverageDuration("days").of(cases)

    @given(starts)
    def test_counting_both_ends_adds_a_day(self, many):
        """Benefit claims count the day received and the day decided."""
        cases = [(start, start + timedelta(days=n)) for start, n in many]

        assert AverageDuration("days").of(cases) + 1 == pytest.approx(
            CATALOGUE["hb-processing"].rule.of(cases)
        )

    def test_an_early_match_counts_as_nothing(self):
        """Adoption A2: a match before the court order is 0 days, not fewer."""
        cases = [(date(2014, 5, 1), date(2014, 4, 1)), (date(2014, 5, 1), date(2014, 7, 10))]

        assert 35.0 == CATALOGUE["adoption-a2"].rule.of(cases)

    def test_an_end_before_the_start_is_refused_elsewhere(self):
        """Where no rule says what to make of it, it is an error."""
        with pytest.raises(InputError, match="before"):
            self.PROCEEDINGS.of([(date(2014, 5, 1), date(2014, 4, 1))])

    def test_an_average_of_nothing_is_no_figure(self):
        """No case gives no average, and not 0."""
        with pytest.raises(InputError, match=r"cases: has no case.*Outturn\.missing"):
            self.PROCEEDINGS.of([])

    def test_what_is_wrong_is_refused(self):
        """Months have no one length, and options are known ones."""
        with pytest.raises(InputError, match="unit: an average is of days or weeks"):
            AverageDuration("months")
        with pytest.raises(FaultsError, match="2 faults"):
            AverageDuration("days", convention="some", if_reversed="skip")

    def test_every_case_that_is_wrong_is_told(self):
        """A case without an end, one that is no pair, and one that ends too early are three faults."""
        start, later = date(2014, 5, 1), date(2014, 6, 1)

        with pytest.raises(
            FaultsError, match=r"(?s)3 faults.*cases\[1\].*cases\[2\]: must be a start.*cases\[3\]"
        ):
            self.PROCEEDINGS.of([(start, later), (start, None), start, (later, start)])

    @pytest.mark.parametrize(
        "thresholds, words",
        [
            ("26 weeks", "thresholds: must be a list of thresholds"),
            (["26 weeks"], r"thresholds\[0\]: must be a name, a number and a unit"),
            ([("target", "26", "weeks")], r"thresholds\[0\]: must be a whole number"),
            ([("target", 26, "fortnights")], r"thresholds\[0\]: is no known"),
            ([("", 26, "weeks")], r"thresholds\[0\]: must not be empty"),
        ],
    )
    def test_a_threshold_has_a_name_a_number_and_a_unit(self, thresholds, words):
        """What the average is held against is checked as well."""
        with pytest.raises((InputError, InputTypeError), match=words):
            AverageDuration("weeks", thresholds=thresholds)

    def test_it_says_what_it_is_held_against(self):
        """The text has the unit and the thresholds."""
        assert "average weeks (national target: 26 weeks)" == str(self.PROCEEDINGS)
        assert "average days" == str(AverageDuration("days"))


class TestWhatIsNoList:
    @pytest.mark.parametrize("wrong", [None, 5, "cases"])
    def test_cases_are_a_list(self, wrong):
        """What is no list of cases is refused by its name."""
        with pytest.raises(InputTypeError, match=r"^cases: must be a list of cases"):
            AverageDuration("days").of(wrong)
