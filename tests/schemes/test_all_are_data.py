"""Every rule of these tests is data: it can be written down, stored and read back, and rates the same."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

import kpirag
from kpirag import Bands, Indicator, Scheme, Target
from kpirag.scores import ScoreScale

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "explanation" / "published-rules.md"
MODULES = sorted(path.stem for path in FOLDER.glob("test_*.py") if path.stem != Path(__file__).stem)


def loaded():
    """Return the modules of published rules."""
    return [import_module(f"tests.schemes.{name}") for name in MODULES]


def named_schemes():
    """Return each scheme that a module, or a class of tests in it, names."""
    found = {}
    for module in loaded():
        holders = [module, *(one for one in vars(module).values() if isinstance(one, type))]
        for holder in holders:
            for name, value in vars(holder).items():
                for place, one in enumerate(value if isinstance(value, tuple) else [value]):
                    if isinstance(one, Scheme):
                        found[f"{module.__name__.rpartition('.')[2]}.{name}.{place}"] = one
    return found


def rules():
    """Return the numbers of the published rules, each with the names of the classes that test it."""
    found = {}
    for module in loaded():
        for name, value in vars(module).items():
            told = re.match(r"Rule (\d+)\. ", value.__doc__ or "") if isinstance(value, type) else None
            if told:
                found.setdefault(int(told[1]), []).append(name)
    return found


def rows():
    """Return what each rule is written as and tested by, from the page's table, by number."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    numbered = [row for row in cells if row[0].isdigit()]
    assert len(numbered) == len({row[0] for row in numbered})
    return {int(number): (code, told) for number, _, _, code, told in numbered}


@pytest.mark.parametrize("scheme", named_schemes().values(), ids=named_schemes().keys())
class TestSchemes:
    def test_it_comes_back_from_json(self, scheme):
        """A scheme written as JSON and read again is the same scheme."""
        assert scheme == Scheme.from_dict(json.loads(json.dumps(scheme.to_dict())))

    def test_the_one_read_back_has_the_same_bands(self, scheme):
        """Both give the same edges, and put each edge itself into the same band."""
        again = Scheme.from_dict(json.loads(json.dumps(scheme.to_dict())))
        for polarity in ("higher", "lower"):
            indicator = Indicator("1", "Measure", polarity=polarity, unit="percent")
            before, after = (Bands.of(indicator, Target(80), one) for one in (scheme, again))

            assert (before.edges, before.describe()) == (after.edges, after.describe())


class TestPage:
    def test_all_55_rules_are_on_the_page(self):
        """The page has a row for each of the published definitions, once."""
        assert list(range(1, 56)) == sorted(rows())

    def test_each_row_names_what_checks_it(self):
        """A row names the classes that test the rule, or says that none can."""
        tested = rules()
        wrong = {
            number: (told, tested.get(number, []))
            for number, (_, told) in rows().items()
            if set(re.findall(r"`(Test\w+)`", told)) != set(tested.get(number, []))
        }

        assert {} == wrong

    def test_each_row_is_written_in_python_that_runs(self):
        """What a rule is written as is made of names of kpirag, and kpirag accepts it."""
        written = {number: re.findall(r"`([^`]+)`", code) for number, (code, _) in rows().items()}
        names = {name: getattr(kpirag, name) for name in kpirag.__all__} | {"ScoreScale": ScoreScale}
        made = {
            number: [eval(piece, names.copy()) for piece in pieces]  # noqa: S307 - it stands in the documentation
            for number, pieces in written.items()
        }

        assert all(pieces and None not in pieces for pieces in made.values())

    def test_all_rules_are_tested(self):
        """Each of the 55 has a class of tests, though some of a part of the rule alone."""
        assert list(range(1, 56)) == sorted(rules())

    def test_each_class_names_its_source(self):
        """The docstring of a rule's tests has the page on which the body published it."""
        without = [
            name
            for module in loaded()
            for name, value in vars(module).items()
            if isinstance(value, type)
            and re.match(r"Rule \d+\. ", value.__doc__ or "")
            and "http" not in value.__doc__
        ]

        assert ["TestBuckinghamshire"] == without  # a committee paper of which our notes give no address
