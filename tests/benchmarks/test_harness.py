"""The harness itself: it takes turns, refuses unequal results, and finds a missed gate."""

import gc
import itertools
import os
import re
import subprocess
import sys
import tracemalloc
import weakref
from pathlib import Path

import harness
import pytest
import run
from apart import Place, outcome_apart
from harness import (
    NO_GATE,
    SHELF,
    Benchmark,
    ImportBenchmark,
    MemoryBenchmark,
    Outcome,
    Reading,
    Shelf,
    UnequalError,
    missing,
    outcome_of,
    registered,
)
from report import figure, limit, line, table, totals


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
        """A median of fewer than seven rounds says little."""
        with pytest.raises(ValueError, match="6 rounds are too few"):
            toy_benchmark(rounds=6)
        assert 7 == toy_benchmark(rounds=7)[0].measure().rounds

    def test_both_ways_get_the_same_table(self):
        """What is worked on is made once, of as many rows as are named, and both ways are called with it."""
        made, seen = [], []
        clock = Clock()
        spend = clock.way("way", 0.01)

        def make(rows):
            made.append(rows)
            return list(range(rows))

        def way(table):
            seen.append(table)
            spend()
            return sum(table)

        def other(table):
            return way(table)

        benchmark = Benchmark("toy", way, other, 2.5, data=make, rows=4, rounds=7, clock=clock)

        assert pytest.approx(1.0) == benchmark.measure().ratio
        assert [4] == made
        assert all(each is seen[0] for each in seen)
        benchmark.check(rows=2)
        assert [4, 2] == made
        assert [0, 1] == seen[-1]

    def test_work_of_two_sizes_is_compared_by_its_scale(self):
        """Ten times the time for ten times the rows is a ratio of 1."""
        benchmark, _ = toy_benchmark(ours=0.1, theirs=0.01, scale=0.1)

        assert pytest.approx(1.0) == benchmark.measure().ratio

    def test_a_peer_that_answers_a_looser_question_vouches_for_nothing(self):
        """Where the peer is only nearly right, kpirag's result is checked against the data itself."""
        rounded = dict(same=lambda ours, theirs: abs(ours - theirs) < 1, data=range, rows=4, rounds=7)
        toys = {"right": lambda table, found: found == sum(table)}

        good = Benchmark("good", sum, lambda table: 6.4, 99, **rounded, **toys)
        wrong = Benchmark("wrong", lambda table: 6.3, lambda table: 6.4, 99, **rounded, **toys)
        strange = Benchmark("strange", sum, lambda table: 8, 99, **rounded, **toys)

        good.check()
        with pytest.raises(UnequalError, match="wrong: the result of kpirag is wrong"):
            wrong.check()
        with pytest.raises(UnequalError, match="strange: the two ways give different results"):
            strange.check()

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


class TestShelf:
    def test_one_table_is_kept(self):
        """The same table is not made twice in a row, and another one, or another size, takes its place."""
        made = []

        def make(rows):
            made.append(rows)
            return object()

        shelf = Shelf()
        first = shelf.get(make, 3)

        assert first is shelf.get(make, 3)
        assert first is not shelf.get(make, 4)
        assert [3, 4] == made
        shelf.get(make, 3)
        assert [3, 4, 3] == made

    def test_a_table_is_gone_before_the_next_is_made(self):
        """Two large tables are never in memory together."""

        class Large:
            """A table of which it can be told whether it is still there."""

        alive = []
        shelf = Shelf()

        def make(rows):
            alive.append(sum(each() is not None for each in seen))
            return Large()

        seen = [weakref.ref(shelf.get(lambda rows: Large(), 1))]
        assert seen[0]() is not None
        shelf.get(make, 1)

        assert [0] == alive

    def test_it_can_be_cleared(self):
        """After the last benchmark nothing is kept."""
        shelf = Shelf()
        table = weakref.ref(shelf.get(lambda rows: Clock(), 1))

        shelf.clear()

        assert table() is None


class TestMemoryBenchmark:
    def test_the_figure_is_the_share_of_what_may_be_held(self):
        """A result of 1,000 bytes and half as much in between is half of 2 bytes a row and 1,000 beside."""

        def way(table):
            scratch = bytearray(500)
            return bytearray(1000) if scratch else None

        benchmark = MemoryBenchmark("toy", way, range, 1_000, a_row=2, beside=1000)

        assert pytest.approx(0.5, abs=0.1) == benchmark.measure().ratio
        assert "2 bytes a row and 0.000953674 MiB" == benchmark.note

    def test_the_data_do_not_count(self):
        """A large table that was there before is not held by the call."""
        benchmark = MemoryBenchmark("toy", len, bytearray, 10_000_000, a_row=0)

        assert 0.01 > benchmark.measure().ratio
        assert "0 bytes a row and 4 MiB" == benchmark.note

    def test_python_stops_looking(self):
        """Memory is looked at only while it is measured, as that slows everything down."""
        MemoryBenchmark("toy", len, range, 10, a_row=2).measure()

        assert not tracemalloc.is_tracing()


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

    def test_more_than_the_import_can_be_measured(self):
        """What is done after the import is part of our program and of no other."""
        starts = []

        def start(program):
            starts.append(program)
            return {"pass": 1.0, "import ours\nours.rate()": 4.0, "import theirs": 2.0}[program]

        benchmark = ImportBenchmark("toy", "ours", "theirs", 5, then="ours.rate()", start=start)

        assert pytest.approx(3.0) == benchmark.measure().ratio

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
            name, gate, aim, note, needs = "toy", 2.5, None, "", ""
            left = [3.0, 2.0]

            def measure(self):
                """Return the next figure."""
                figure = self.left.pop(0)
                return Reading(figure, figure, figure, 15)

        outcome = outcome_of(Recovering())

        assert not outcome.missed
        assert 2.0 == outcome.last.ratio

    def test_a_row_without_a_gate_is_only_read(self):
        """The limit of the processor is no gate: nothing is missed, and it is measured once."""
        benchmark, _ = toy_benchmark(gate=NO_GATE)

        outcome = outcome_of(benchmark)

        assert not outcome.gated
        assert not outcome.missed
        assert line(outcome).endswith("| 2.00 | 2.00 to 2.00 |  |  |  | for reading |")

    @pytest.mark.parametrize("gate, aim, met", [(2.5, 1.9, False), (2.5, 2.1, True), (2.5, None, True)])
    def test_an_aim_is_met_or_not(self, gate, aim, met):
        """The aim is stricter than the gate; without one, the gate is the aim."""
        benchmark, _ = toy_benchmark(gate=gate, aim=aim)

        assert met is outcome_of(benchmark).aim_met

    def test_a_missed_gate_without_an_aim_is_a_missed_aim(self):
        """What misses its gate cannot have met its aim."""
        assert not outcome_of(toy_benchmark(gate=1.9)[0]).aim_met

    def test_the_totals_leave_out_what_is_only_read(self):
        """Three rows have gates here; two met theirs, and one its aim."""
        toys = [dict(gate=2.5), dict(gate=2.5, aim=1.5), dict(gate=1.9), dict(gate=NO_GATE)]

        outcomes = [outcome_of(toy_benchmark(**each)[0]) for each in toys]

        assert "gates met: 2 of 3; aims met: 1 of 3" == totals(outcomes)


class TestFigures:
    @pytest.mark.parametrize(
        "ratio, shown",
        [
            (48.812, "48.81"),
            (0.254, "0.25"),
            (0.1, "0.10"),
            (0.0651, "0.0651"),
            (0.00021234, "0.000212"),
            (0.000021234, "0.0000212"),
            (0.0, "0.00"),
            (-0.3, "-0.30"),
        ],
    )
    def test_a_small_ratio_has_three_digits_that_say_something(self, ratio, shown):
        """Two decimals are enough for most; a ratio of one to thousands has more, and no exponent."""
        assert shown == figure(ratio)

    @pytest.mark.parametrize(
        "gate, shown",
        [
            (90, "90"),
            (2.5, "2.5"),
            (1 / 4, "0.25"),
            (1 / 4.5, "0.222"),
            (1 / 12, "0.0833"),
            (1 / 1500, "0.000667"),
        ],
    )
    def test_a_gate_is_as_short_as_it_can_be(self, gate, shown):
        """A gate is written as it was meant: 2.5 and not 2.50, and one in 1,500 without an exponent."""
        assert shown == limit(gate)


class TestRunner:
    def test_the_exit_code_tells_what_happened(self, capsys):
        """0 if every gate was met, 1 if one was missed twice, 2 if one could not be measured."""
        met, _ = toy_benchmark(gate=2.5)
        missed, _ = toy_benchmark(gate=1.9)
        wrong = Benchmark("wrong", lambda: 1, lambda: 2, 1.0)

        assert 0 == run.main([], {"toys": [met]})
        assert 1 == run.main([], {"toys": [met, missed]})
        assert 2 == run.main([], {"toys": [met], "others": [wrong]})
        assert "wrong: the two ways give different results" in capsys.readouterr().err

    def test_a_name_that_is_not_there_is_an_error(self, capsys):
        """A run of nothing does not count as a run that met its gates."""
        met, _ = toy_benchmark()

        assert 2 == run.main(["--only", "scorecard"], {"bench_scalar": [met]})
        assert "no benchmark" in capsys.readouterr().err
        assert 0 == run.main(["--only", "TOY"], {"bench_scalar": [met]})
        assert 0 == run.main(["--only", "Bench_Scalar"], {"bench_scalar": [met]})

    def test_a_file_can_be_asked_for(self, capsys):
        """The name of a file takes all its benchmarks, and no other's."""
        met, _ = toy_benchmark(note="the wanted")
        other, _ = toy_benchmark(note="the other")

        run.main(["--only", "arrays"], {"bench_arrays": [met], "bench_scalar": [other]})

        shown = capsys.readouterr().out
        assert "the wanted" in shown
        assert "the other" not in shown

    def test_a_row_without_its_peer_is_left_out(self, capsys):
        """Nobody has to install a peer: its rows are left out, which is said, and the others are measured."""
        met, _ = toy_benchmark(note="at hand")
        lacking, _ = toy_benchmark(note="elsewhere", needs="no_such_peer")

        assert missing(lacking)
        assert not missing(met)
        assert 0 == run.main([], {"toys": [met, lacking]})
        shown = capsys.readouterr()
        assert "at hand" in shown.out
        assert "elsewhere" not in shown.out
        assert "left out, as no_such_peer is not installed: toy\n" == shown.err

    def test_what_cannot_be_measured_does_not_stop_the_rest(self, capsys):
        """The rows after it are in the table, but nothing is written and the run has failed."""
        met, _ = toy_benchmark(note="measured")
        wrong = Benchmark("wrong", lambda: 1, lambda: 2, 1.0)

        assert 2 == run.main([], {"toys": [wrong, met]})
        assert "measured" in capsys.readouterr().out

    def test_small_leaves_out_tables_of_more_than_a_million_rows(self, capsys):
        """With --small, a benchmark of ten million rows is not run."""
        few, _ = toy_benchmark(note="few rows")
        many, _ = toy_benchmark(note="many rows")
        object.__setattr__(many, "rows", 10_000_000)

        run.main(["--small"], {"toys": [few, many]})

        shown = capsys.readouterr().out
        assert "few rows" in shown
        assert "many rows" not in shown

    def test_large_tables_are_made_only_if_asked_for(self, capsys, monkeypatch):
        """With --large the runner asks for them, and says what memory it took."""
        asked = []

        def found(folder, *, large):
            asked.append(large)
            return {"toys": [toy_benchmark()[0]]}

        monkeypatch.setattr(run, "registered", found)
        monkeypatch.setattr(run, "outcome_apart", lambda benchmark, _: outcome_of(benchmark))

        assert 0 == run.main([])
        assert "Peak memory" not in capsys.readouterr().out
        assert 0 == run.main(["--large"])
        assert [False, True] == asked
        assert re.search(r"Peak memory of a row's process: ([\d,]+ MiB|not known)", capsys.readouterr().out)

    def test_the_table_is_printed_with_the_versions_and_no_host(self, capsys):
        """The table has one row a benchmark, below the versions of Python and numpy."""
        benchmark, _ = toy_benchmark(aim=1.5, note="a toy")

        run.main([], {"toys": [benchmark]})

        first, _, *rows, _, last = capsys.readouterr().out.rstrip().splitlines()
        assert first.startswith("Measured with ")
        assert f" {sys.version.split()[0]}, attrs " in first
        assert ", numpy " in first
        assert "| toy | a toy | 2.00 | 2.00 to 2.00 | 2.5 | 1.5 | no | within the gate |" == rows[-1]
        assert 3 == len(rows)
        assert "gates met: 1 of 1; aims met: 0 of 1" == last

    def test_a_missed_gate_is_said_in_the_table(self):
        """The row says that the gate was missed twice."""
        benchmark, _ = toy_benchmark(gate=1.9)

        assert table([outcome_of(benchmark)]).endswith("| 1.9 |  | no | missed twice |")

    def test_the_table_is_written_between_the_markers(self, tmp_path):
        """Writing replaces what is between the markers, however often, and leaves the page around it."""
        benchmark, _ = toy_benchmark()
        page = tmp_path / "performance.md"
        page.write_text(f"# Speed\n\n{run.START}\nold\n{run.END}\n\nMore.\n", encoding="utf-8")

        assert 0 == run.main(["--write", str(page)], {"toys": [benchmark]})
        once = page.read_text(encoding="utf-8")
        assert 0 == run.main(["--write", str(page)], {"toys": [benchmark]})

        assert once == page.read_text(encoding="utf-8")
        assert once.startswith(f"# Speed\n\n{run.START}\n\nMeasured with ")
        assert once.endswith(
            f"within the gate |\n\ngates met: 1 of 1; aims met: 1 of 1\n\n{run.END}\n\nMore.\n"
        )
        assert "old" not in once

    @pytest.mark.parametrize(
        "text", ["", run.START, run.END, run.END + run.START, run.START + run.START + run.END]
    )
    def test_a_page_without_its_markers_is_refused(self, tmp_path, capsys, text):
        """A page that lacks a marker, or has one twice, is left as it is, and nothing is timed for it."""
        benchmark, clock = toy_benchmark()
        page = tmp_path / "performance.md"
        page.write_text(text, encoding="utf-8")

        assert 2 == run.main(["--write", str(page)], {"toys": [benchmark]})
        assert text == page.read_text(encoding="utf-8")
        assert "each once" in capsys.readouterr().err
        assert not clock.calls


TOY = """
import os
from dataclasses import dataclass
from harness import Reading

@dataclass
class Toy:
    name: str
    gate: float = 1e9
    aim: float | None = None
    note: str = "a toy"
    needs: str = ""

    def measure(self):
        if self.name == "fails":
            raise ValueError("fails: there is nothing to time")
        if self.name == "dies":
            os._exit(9)
        return Reading(os.getpid(), 0.0, 0.0, 1)

BENCHMARKS = [Toy("one"), Toy("fails"), Toy("dies"), Toy("other")]
LARGE = [Toy("large")]
"""


class TestApart:
    @pytest.fixture
    def folder(self, tmp_path):
        """Return a folder with toys that tell in which process they were measured."""
        (tmp_path / "bench_toys.py").write_text(TOY, encoding="utf-8")
        return tmp_path

    def test_each_row_has_a_process_of_its_own(self, folder):
        """What ran before, in this process or for another row, is not there any more."""
        toys = registered(folder, large=True)["bench_toys"]

        outcomes = [
            outcome_apart(toys[number], Place(folder, "bench_toys", number, large=True)) for number in (0, 4)
        ]

        assert ["one", "large"] == [outcome.benchmark.name for outcome in outcomes]
        assert 3 == len({os.getpid(), *(outcome.last.ratio for outcome in outcomes)})

    def test_a_row_that_fails_or_dies_does_not_stop_the_rest(self, folder, capsys, monkeypatch):
        """What could not be measured is said, row by row, and the run has failed."""
        monkeypatch.setattr(run, "HERE", folder)

        assert 2 == run.main([])

        shown = capsys.readouterr()
        assert ["fails: there is nothing to time", "dies: its process ended before it was done"] == (
            shown.err.splitlines()
        )
        assert ["one", "other"] == re.findall(r"^\| (\w+) \| a toy", shown.out, re.MULTILINE)


class TestRegistered:
    def test_every_bench_file_gives_its_list(self, tmp_path):
        """The benchmarks of all `bench_*.py` are found, in order of file and list."""
        (tmp_path / "bench_b.py").write_text("BENCHMARKS = [3]")
        (tmp_path / "bench_a.py").write_text("BENCHMARKS = [1, 2]")
        (tmp_path / "other.py").write_text("BENCHMARKS = [4]")

        assert {"bench_a": [1, 2], "bench_b": [3]} == registered(tmp_path)
        assert ["bench_a", "bench_b"] == list(registered(tmp_path))

    def test_large_ones_are_found_only_if_asked_for(self, tmp_path):
        """A file may have a second list, of what takes more memory than most have to spare."""
        (tmp_path / "bench_a.py").write_text("BENCHMARKS = [1]\nLARGE = [2]")
        (tmp_path / "bench_b.py").write_text("BENCHMARKS = [3]")

        assert {"bench_a": [1], "bench_b": [3]} == registered(tmp_path)
        assert {"bench_a": [1, 2], "bench_b": [3]} == registered(tmp_path, large=True)

    def test_the_benchmarks_of_the_project_agree_on_their_results(self):
        """Both ways of every registered benchmark give the same, also where nobody times them.

        Large tables are small here: 2,000 rows show whether two ways agree. A peer that is not installed is
        left out, and so is numba, which takes seconds to compile what it is only a yardstick with.
        """
        found = [each for some in registered(Path(__file__).parent).values() for each in some]
        checked = [each for each in found if isinstance(each, Benchmark) and not missing(each)]
        checked = [each for each in checked if each.needs != "numba"]

        assert 20 <= len(checked)
        for each in checked:
            each.check(rows=2_000)
        SHELF.clear()
