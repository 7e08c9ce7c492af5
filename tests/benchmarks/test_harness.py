"""The harness itself: it takes turns, refuses unequal results, and finds a missed gate."""

import gc
import itertools
import subprocess
import sys
from pathlib import Path

import harness
import pytest
import run
from harness import Benchmark, ImportBenchmark, Outcome, Reading, UnequalError, outcome_of, registered, table


class Clock:
    """A clock that moves only when a toy function spends time, so that no test waits or depends on luck."""

    def __init__(self):
        self.now = 0.0
        self.calls = []

    def __call__(self):
        """Return the time."""
        return self.now

    def way(self, name, seconds, result="amber"):
        """Return a toy function that takes this long; a list of times is gone through again and again."""
        times = itertools.cycle(seconds if isinstance(seconds, list) else [seconds])

        def toy():
            self.now += next(times)
            self.calls.append(name)
            return result

        return toy


def toy_benchmark(ours=0.02, theirs=0.01, gate=2.5, **options):
    """Return a toy benchmark and its clock; by default its ratio is 2."""
    clock = Clock()
    return Benchmark(
        "toy", clock.way("ours", ours), clock.way("theirs", theirs), gate, clock=clock, **options
    ), clock


class TestBenchmark:
    def test_the_ratio_is_ours_to_theirs(self):
        """Twice the time is a ratio of 2, in every round."""
        benchmark, _ = toy_benchmark()

        reading = benchmark.measure()

        assert pytest.approx(2.0) == reading.ratio
        assert pytest.approx(2.0) == reading.lowest
        assert pytest.approx(2.0) == reading.highest
        assert 15 == reading.rounds

    def test_turns_are_taken_and_reversed(self):
        """The two ways follow each other, and each round begins with the one that ended the last."""
        benchmark, clock = toy_benchmark(rounds=9)

        benchmark.measure()

        turns = clock.calls[-18:]
        assert ["ours", "theirs", "theirs", "ours"] * 4 + ["ours", "theirs"] == turns

    def test_one_slow_round_does_not_matter(self):
        """The figure is the median: a round in which the machine was busy moves only the highest."""
        benchmark, clock = toy_benchmark(ours=[0.02] * 8 + [2.0])

        reading = benchmark.measure()

        assert pytest.approx(2.0) == reading.ratio
        assert pytest.approx(200.0) == reading.highest
        assert "ours" in clock.calls

    def test_short_work_is_repeated_until_the_clock_can_see_it(self):
        """A call of a microsecond is timed in stretches of five milliseconds or more."""
        benchmark, clock = toy_benchmark(ours=2e-6, theirs=1e-6)

        assert pytest.approx(2.0) == benchmark.measure().ratio
        assert 2500 * 15 <= clock.calls.count("ours")
        assert 5000 * 15 <= clock.calls.count("theirs")

    def test_unequal_results_are_refused_before_timing(self):
        """A fast wrong answer gets no figure."""
        clock = Clock()
        benchmark = Benchmark(
            "toy", clock.way("ours", 0.01, "amber"), clock.way("theirs", 0.01, "green"), 2.5, clock=clock
        )

        with pytest.raises(UnequalError, match="toy: the two ways give different results"):
            benchmark.measure()
        assert ["ours", "theirs"] == clock.calls

    def test_what_counts_as_equal_can_be_given(self):
        """Where results are of two kinds, the benchmark says how they are compared."""
        clock = Clock()
        benchmark = Benchmark(
            "toy",
            clock.way("ours", 0.01, ["amber"]),
            clock.way("theirs", 0.01, "amber"),
            2.5,
            same=lambda ours, theirs: ours == [theirs],
            clock=clock,
        )

        assert pytest.approx(1.0) == benchmark.measure().ratio

    def test_too_few_rounds_are_refused(self):
        """A median of fewer than nine rounds says little."""
        with pytest.raises(ValueError, match="8 rounds are too few"):
            toy_benchmark(rounds=8)

    def test_the_garbage_collector_is_off_while_timing_and_back_after(self):
        """A collection in one of the two ways would be counted against it."""
        seen = []

        clock = Clock()
        spend = clock.way("ours", 0.01)

        def way():
            seen.append(gc.isenabled())
            return spend()

        Benchmark("toy", way, clock.way("theirs", 0.01), 2.5, rounds=9, clock=clock).measure()

        assert {False} == set(seen[-9:])
        assert gc.isenabled()


class TestImportBenchmark:
    def test_the_bare_start_is_taken_off_both(self):
        """With 1 second for a bare start, 4 for ours and 5 for theirs, the ratio is 3 to 4."""
        starts = []

        def start(program):
            starts.append(program)
            return {"pass": 1.0, "import ours": 4.0, "import theirs": 5.0}[program]

        reading = ImportBenchmark("toy", "ours", "theirs", 0.75, start=start).measure()

        assert pytest.approx(0.75) == reading.ratio
        assert 25 == reading.rounds
        assert 26 * 3 == len(starts)
        assert ["pass", "import ours", "import theirs"] * 2 == starts[:6]
        assert ["import theirs", "import ours", "pass"] == starts[6:9]

    def test_a_start_really_runs_python(self):
        """The default start takes time, and fails if the program fails."""
        assert 0 < harness.seconds_of_start("pass")
        with pytest.raises(subprocess.CalledProcessError):
            harness.seconds_of_start("raise SystemExit(1)")


class TestOutcome:
    def test_a_gate_that_is_met_is_measured_once(self):
        """A first run within the gate settles it; exactly on the gate is within."""
        benchmark, _ = toy_benchmark(gate=2.5)

        outcome = outcome_of(benchmark)

        assert not outcome.missed
        assert 1 == len(outcome.readings)
        assert not Outcome(benchmark, (Reading(2.5, 2.5, 2.5, 15),)).missed

    def test_a_gate_missed_twice_is_missed(self):
        """A run over the gate is repeated, and the second miss counts."""
        benchmark, _ = toy_benchmark(gate=1.9)

        outcome = outcome_of(benchmark)

        assert outcome.missed
        assert 2 == len(outcome.readings)

    def test_a_gate_missed_once_is_met(self):
        """If the second run is within the gate, the first miss was the machine's."""

        class Recovering:
            name, gate, aim, note = "toy", 2.5, None, ""
            left = [3.0, 2.0]

            def measure(self):
                """Return the next figure."""
                figure = self.left.pop(0)
                return Reading(figure, figure, figure, 15)

        outcome = outcome_of(Recovering())

        assert not outcome.missed
        assert 2.0 == outcome.last.ratio


class TestRunner:
    def test_the_exit_code_tells_what_happened(self, capsys):
        """0 if every gate was met, 1 if one was missed twice, 2 if one could not be measured."""
        met, _ = toy_benchmark(gate=2.5)
        missed, _ = toy_benchmark(gate=1.9)
        wrong = Benchmark("wrong", lambda: 1, lambda: 2, 1.0)

        assert 0 == run.main([], [met])
        assert 1 == run.main([], [met, missed])
        assert 2 == run.main([], [met, wrong])
        assert "wrong: the two ways give different results" in capsys.readouterr().err

    def test_a_name_that_is_not_there_is_an_error(self, capsys):
        """A run of nothing does not count as a run that met its gates."""
        met, _ = toy_benchmark()

        assert 2 == run.main(["--only", "scorecard"], [met])
        assert 0 == run.main(["--only", "TOY"], [met])
        assert "no benchmark" in capsys.readouterr().err

    def test_the_table_is_printed_with_the_versions_and_no_host(self, capsys):
        """The table has one row a benchmark, below the versions of Python and numpy."""
        benchmark, _ = toy_benchmark(aim=1.5, note="a toy")

        run.main([], [benchmark])

        first, _, *rows = capsys.readouterr().out.rstrip().splitlines()
        assert first.startswith("Measured with ")
        assert f" {sys.version.split()[0]}, attrs " in first
        assert ", numpy " in first
        assert "| toy | a toy | 2.00 | 2.00 to 2.00 | 2.5 | 1.5 | within the gate |" == rows[-1]
        assert 3 == len(rows)

    def test_a_missed_gate_is_said_in_the_table(self):
        """The row says that the gate was missed twice."""
        benchmark, _ = toy_benchmark(gate=1.9)

        assert table([outcome_of(benchmark)]).endswith("| 1.9 |  | missed twice |")

    def test_the_table_is_written_between_the_markers(self, tmp_path):
        """Writing replaces what is between the markers, however often, and leaves the page around it."""
        benchmark, _ = toy_benchmark()
        page = tmp_path / "performance.md"
        page.write_text(f"# Speed\n\n{run.START}\nold\n{run.END}\n\nMore.\n", encoding="utf-8")

        assert 0 == run.main(["--write", str(page)], [benchmark])
        once = page.read_text(encoding="utf-8")
        assert 0 == run.main(["--write", str(page)], [benchmark])

        assert once == page.read_text(encoding="utf-8")
        assert once.startswith(f"# Speed\n\n{run.START}\n\nMeasured with ")
        assert once.endswith(f"within the gate |\n\n{run.END}\n\nMore.\n")
        assert "old" not in once

    @pytest.mark.parametrize(
        "text", ["", run.START, run.END, run.END + run.START, run.START + run.START + run.END]
    )
    def test_a_page_without_its_markers_is_refused(self, tmp_path, capsys, text):
        """A page that lacks a marker, or has one twice, is left as it is."""
        benchmark, _ = toy_benchmark()
        page = tmp_path / "performance.md"
        page.write_text(text, encoding="utf-8")

        assert 2 == run.main(["--write", str(page)], [benchmark])
        assert text == page.read_text(encoding="utf-8")
        assert "each once" in capsys.readouterr().err


class TestRegistered:
    def test_every_bench_file_gives_its_list(self, tmp_path):
        """The benchmarks of all `bench_*.py` are found, in order of file and list."""
        (tmp_path / "bench_b.py").write_text("BENCHMARKS = [3]")
        (tmp_path / "bench_a.py").write_text("BENCHMARKS = [1, 2]")
        (tmp_path / "other.py").write_text("BENCHMARKS = [4]")

        assert [1, 2, 3] == registered(tmp_path)

    def test_the_benchmarks_of_the_project_agree_on_their_results(self):
        """Both ways of every registered benchmark give the same, also where nobody times them."""
        found = registered(Path(__file__).parent)

        assert 3 <= len(found)
        for each in found:
            if isinstance(each, Benchmark):
                assert each.same(each.ours(), each.theirs()), each.name
