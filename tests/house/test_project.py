"""The project around the package: version, licence, folders, and what may not stand in a file."""

import fnmatch
import importlib.metadata
import io
import os
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.house.source import package_folder

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

FOLDERS = {".ci", "docs", "src", "tests"}

# What would tie a file to one machine or one registry. Written in pieces, so that this file is clean.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users)/")
HOSTS = ["http://" + "localhost", "127.0." + "0.1", "index" + "-url", "pypi" + ".org", "python" + "hosted"]

# A comment that switches a check off gives its reason on the same line.
SWITCHES = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s*(?:cover|branch))", re.IGNORECASE)
WITH_REASON = re.compile(
    r"# (?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \w.*"
    r"|type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]  # \w.*"
    r"|pragma: no (?:cover|branch) - \w.*)"
)


def ignored(root: Path) -> list[str]:
    """Return the patterns of `.gitignore`: what a tool makes and nobody commits."""
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.strip().rstrip("/") for line in lines if line.strip() and not line.startswith("#")]


def project_files(root: Path) -> Iterator[Path]:
    """Yield the files that belong to the project: everything but `.git` and what `.gitignore` names."""
    patterns = [".git", *ignored(root)]
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not matches(name, patterns)]
        for name in files:
            if not matches(name, patterns):
                yield Path(folder, name)


def matches(name: str, patterns: list[str]) -> bool:
    """Return whether a name is one that the patterns leave out."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def machine_faults(root: Path) -> list[str]:
    """Return one line for each place where a file names a machine's folder or a registry."""
    faults = []
    for path in project_files(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, say
        faults += [
            f"{path.relative_to(root)}, line {number}: {line.strip()}"
            for number, line in enumerate(lines, start=1)
            if MACHINE.search(line) or any(host in line for host in HOSTS)
        ]
    return sorted(faults)


def switch_faults(root: Path) -> list[str]:
    """Return one line for each comment that switches a check off without a reason."""
    faults = []
    for path in project_files(root):
        text = path.read_text(encoding="utf-8") if path.suffix == ".py" else ""
        if not SWITCHES.search(text):
            continue  # taking a file to pieces is slow, and most have nothing to find
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        faults += [
            f"{path.relative_to(root)}, line {token.start[0]}: {token.string}"
            for token in tokens
            if token.type == tokenize.COMMENT
            and SWITCHES.match(token.string)
            and not WITH_REASON.match(token.string)
        ]
    return sorted(faults)


def lay_out(root: Path, **files: str) -> Path:
    """Write toy files and return their folder; `__` in a name stands for a folder."""
    (root / ".gitignore").write_text("# made by tools\n.venv/\n*.py[cod]\n")
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


class TestVersion:
    def test_the_installed_package_is_the_version_of_the_project(self):
        """What pyproject.toml says is what is installed: otherwise the tests look at something else."""
        assert PROJECT["project"]["version"] == importlib.metadata.version("kpirag")

    def test_the_changelog_has_the_version(self):
        """The version has a heading in CHANGELOG.md, below the heading for what is not released."""
        headings = re.findall(
            r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
        )

        assert "Unreleased" == headings[0]
        assert PROJECT["project"]["version"] in headings

    def test_the_licence_is_mit(self):
        """The licence is MIT in the file, in the project and in the installed package."""
        text = (ROOT / "LICENSE").read_text(encoding="utf-8")

        assert text.startswith("MIT License\n\nCopyright (c) 2026 The kpirag authors\n")
        assert "MIT" == PROJECT["project"]["license"]
        assert "MIT" == importlib.metadata.metadata("kpirag")["License-Expression"]

    def test_the_runtime_dependencies_have_floors_and_no_ceilings(self):
        """Three dependencies, each with a lowest version; an upper bound would block its users' upgrades."""
        wanted = PROJECT["project"]["dependencies"]

        assert ["attrs", "numpy", "python-dateutil"] == [name.partition(">=")[0] for name in wanted]
        assert all(re.fullmatch(r"[a-z-]+>=[\d.]+", name) for name in wanted)

    def test_the_types_are_shipped(self):
        """The package has a `py.typed`, so that type checkers read it."""
        assert (package_folder() / "py.typed").is_file()

    def test_the_typing_tests_are_checked(self):
        """The type checker reads the source and the typing tests, strictly."""
        assert ["src", "tests/typing"] == PROJECT["tool"]["mypy"]["files"]
        assert PROJECT["tool"]["mypy"]["strict"] is True


class TestHypothesisProfiles:
    @pytest.mark.parametrize(
        ("name", "examples", "same_each_time"),
        [
            ("quick", 20, True),
            ("brief", 10, True),
            ("full", 100, True),
            ("fresh", 100, False),
            ("thorough", 1000, False),
        ],
    )
    def test_each_does_what_its_name_says(self, name, examples, same_each_time):
        """Quick, brief and full repeat themselves, the others draw anew; none keeps or times examples."""
        profile = settings.get_profile(name)

        assert examples == profile.max_examples
        assert same_each_time is profile.derandomize
        assert profile.database is None
        assert profile.print_blob
        assert profile.deadline is None


class TestTheTree:
    def test_there_are_no_other_folders(self):
        """Source, tests, documentation and `.ci`: everything has its place in one of the four."""
        patterns = [".git", *ignored(ROOT)]
        found = {path.name for path in ROOT.iterdir() if path.is_dir() and not matches(path.name, patterns)}

        assert set() == found - FOLDERS

    def test_no_file_names_a_machine_or_a_registry(self):
        """The project works anywhere: no file has a folder of somebody's machine or a registry's address."""
        assert [] == machine_faults(ROOT)

    def test_every_check_that_is_switched_off_says_why(self):
        """A noqa, type: ignore or no cover gives its code and its reason on its line."""
        assert [] == switch_faults(ROOT)

    def test_the_files_are_found(self):
        """The tests above would pass on nothing: they must see the source and themselves."""
        found = {path.relative_to(ROOT).as_posix() for path in project_files(ROOT)}

        assert {"pyproject.toml", "src/kpirag/errors.py", "tests/house/test_project.py", ".ci/run"} <= found


class TestMachineFaults:
    @pytest.mark.parametrize(
        "text",
        [
            "path = '/" + "home/ann/figures.csv'",
            "path = '/" + "work/figures.csv'",
            "cd /" + "tmp/build",
            "open('/" + "root/x')",
            "/" + "Users/ann/x",
            *HOSTS,
        ],
    )
    def test_a_folder_or_a_registry_is_found(self, tmp_path, text):
        """A path into a home, work or temporary folder is a fault, and so is a registry's address."""
        assert ["src/a.py, line 2: " + text] == machine_faults(lay_out(tmp_path, src__a=f"\n{text}\n"))

    @pytest.mark.parametrize("text", ["https://example.com/work/home/x", "docs/home/x", "a/b", "./tmp/x"])
    def test_an_address_or_a_relative_path_is_fine(self, tmp_path, text):
        """Only a path from the top of a machine counts, not the middle of a longer one."""
        assert [] == machine_faults(lay_out(tmp_path, src__a=text))

    def test_what_tools_make_is_not_read(self, tmp_path):
        """A virtual environment in the checkout is full of paths, and is not part of the project."""
        assert [] == machine_faults(lay_out(tmp_path, **{".venv__a": "/" + "home/ann"}))


class TestSwitchFaults:
    @pytest.mark.parametrize(
        "comment",
        [
            "# noqa",
            "# noqa: PLC0415",
            "#noqa",
            "# type: ignore",
            "# type: ignore[arg-type]",
            "# pragma: no cover",
        ],
    )
    def test_a_switch_without_a_reason_is_found(self, tmp_path, comment):
        """Switching a check off without saying why is a fault."""
        assert [f"a.py, line 1: {comment}"] == switch_faults(lay_out(tmp_path, a=f"x = 1  {comment}\n"))

    @pytest.mark.parametrize(
        "comment",
        [
            "# noqa: PLC0415 - only a failing call pays for it",
            "# noqa: BLE001, S110 - a broken repr must not hide the error",
            "# type: ignore[arg-type]  # text is refused",
            "# pragma: no cover - cannot happen on CPython",
            "# fmt: skip",
            "# plain words",
        ],
    )
    def test_a_switch_with_a_reason_is_fine(self, tmp_path, comment):
        """A code and a reason after it are what is asked."""
        assert [] == switch_faults(lay_out(tmp_path, a=f"x = 1  {comment}\n"))
