"""Runs lxml's own tests for own_tests_in_pyodide.mjs, and compares with what is expected to fail."""

from __future__ import annotations

import fnmatch
import importlib
import os
import sys
import tarfile
import time
import unittest
from collections.abc import Iterator
from pathlib import Path


def unpack_tests(sdist: str, root: Path) -> None:
    """Put the tests, their data and the documents with doctests beside the wheel's files.

    Python modules that the wheel leaves out come along, because many tests of etree use them.
    """
    with tarfile.open(sdist) as archive:
        for member in archive:
            name = member.name.partition("/")[2]
            is_data = name.startswith(("src/lxml/tests/", "src/lxml/html/tests/", "doc/", "samples/"))
            is_module = name.startswith("src/lxml/") and name.endswith(".py") and not (root / name).exists()
            if is_data or is_module:
                archive.extract(member.replace(name=name), root, filter="data")


def test_modules(source: Path) -> Iterator[str]:
    """Yield the dotted names of lxml's test modules."""
    for folder in ("lxml/tests", "lxml/html/tests"):
        for path in sorted((source / folder).glob("test_*.py")):
            yield ".".join(path.relative_to(source).with_suffix("").parts)


def flat(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    """Yield the cases of a suite of suites."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def read_expected(path: str) -> tuple[list[str], list[str]]:
    """Return the modules not to be imported and the patterns of test names allowed to fail."""
    lines = [line.partition("#")[0].strip() for line in Path(path).read_text().splitlines()]
    left_out = [line.removeprefix("module ") for line in lines if line.startswith("module ")]
    return left_out, [line for line in lines if line and not line.startswith("module ")]


def run(sdist: str, root: str, expected: str) -> bool:
    """Run everything; print the counts and each failure that was not expected."""
    unpack_tests(sdist, Path(root))
    os.chdir(root)
    left_out, patterns = read_expected(expected)
    suite = unittest.TestSuite()
    broken = {}
    for name in test_modules(Path(root, "src")):
        if name in left_out:
            continue
        try:
            suite.addTests(flat(importlib.import_module(name).test_suite()))
        except Exception as error:
            broken[f"module {name}"] = repr(error)
    result = unittest.TestResult()
    sys.setrecursionlimit(1000)
    started = time.monotonic()
    suite.run(result)
    print(
        f"{result.testsRun} run in {time.monotonic() - started:.0f} s, {len(result.failures)} failures, "
        f"{len(result.errors)} errors, {len(result.skipped)} skipped, {len(left_out)} modules left out"
    )
    for test, trace in [*result.failures, *result.errors]:
        broken[test.id()] = trace.strip().splitlines()[-1]
    unexpected = {
        name: reason
        for name, reason in broken.items()
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    }
    for name, reason in sorted(unexpected.items()):
        print(f"UNEXPECTED {name}: {reason}")
    idle = [pattern for pattern in patterns if not fnmatch.filter(broken, pattern)]
    for pattern in idle:
        print(f"passes by now, take it out of the list: {pattern}")
    return result.testsRun > 0 and not unexpected and not idle
