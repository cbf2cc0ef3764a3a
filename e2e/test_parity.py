"""The browser reads every file to the same bytes as CPython, and refuses the same files alike."""

from __future__ import annotations

from collections.abc import Iterator

import docsieve
import pytest

from e2e.in_browser import BrowserClient
from e2e.json_diff import differences
from e2e.native import NativeParses, native_json
from e2e.samples import Sample, own_samples, shared_samples

FORMATS = frozenset(one.name for one in docsieve.all_formats())
OWN = own_samples()
# Files that only a memory of the right size can refuse are left to the limits' own tests: none so far.
SHARED = [sample for sample in shared_samples() if sample.format in FORMATS]


@pytest.fixture(scope="module")
def native(request: pytest.FixtureRequest) -> Iterator[NativeParses]:
    """What CPython says, worked out for the tests that are to run, in their order."""
    wanted = [
        item.callspec.params.get("sample") for item in request.session.items if hasattr(item, "callspec")
    ]
    parses = NativeParses(sample for sample in wanted if isinstance(sample, Sample))
    yield parses
    parses.close()


def test_there_are_samples_of_every_format() -> None:
    assert {sample.format for sample in OWN} >= FORMATS


@pytest.mark.parametrize("sample", OWN, ids=lambda sample: sample.name)
def test_own_sample_gives_the_same_json(
    sample: Sample, native: NativeParses, used_client: BrowserClient
) -> None:
    _compare(sample, native, used_client)


@pytest.mark.corpus
@pytest.mark.parametrize("sample", SHARED, ids=lambda sample: sample.name)
def test_corpus_file_gives_the_same_json(
    sample: Sample, native: NativeParses, used_client: BrowserClient
) -> None:
    _compare(sample, native, used_client)


def _compare(sample: Sample, native: NativeParses, client: BrowserClient) -> None:
    parsed = client.parse(sample.path, password=sample.password)
    expected = native[sample]
    assert (parsed.code, parsed.message if parsed.code != expected.code else "") == (expected.code, "")
    assert parsed.code != "internal", parsed.message
    if parsed.json_sha256 != expected.json_sha256:
        found = differences(native_json(sample.path, sample.password), client.last_json())
        pytest.fail("\n".join(["CPython (first) and the browser (second) differ:", *found]))
