"""What every registered format owes, whoever wrote it. A new format is tested by lying in the folder."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator

import docsieve
import msgspec
import pytest
from docsieve import (
    Block,
    Confidence,
    DocsieveError,
    Document,
    Format,
    InternalError,
    LimitExceededError,
    Limits,
    Options,
    all_formats,
)
from docsieve.format import Source

from tests.samples import Sample, all_samples, name_of

SAMPLES = all_samples()
#: Larger samples are left out of the tests that read each sample dozens of times.
SMALL = [sample for sample in SAMPLES if sample.path.stat().st_size < 100_000]
#: Any text is plain text, Markdown, a table of one column: there the file's name decides (see `Confidence`).
NAME_DECIDES = {"plain_text", "markdown", "csv"}
CUTS = 12
FLIPS = 12

each_format = pytest.mark.parametrize("declared", all_formats(), ids=lambda declared: declared.name)
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
each_small_sample = pytest.mark.parametrize("sample", SMALL, ids=name_of)


@each_format
def test_a_format_has_samples(declared: Format) -> None:
    assert [sample for sample in SAMPLES if sample.format == declared.name]


@each_format
def test_a_format_says_all_there_is_to_know(declared: Format) -> None:
    assert declared.name.isidentifier()
    assert declared.name == declared.name.lower()
    assert declared.title
    assert declared.yields
    assert declared.extensions
    assert all(found.startswith(".") and found == found.lower() for found in declared.extensions)
    assert all("/" in found for found in declared.media_types)


@each_sample
def test_a_sample_belongs_to_its_format_and_to_no_other(sample: Sample) -> None:
    source = Source(sample.data, sample.path.name)
    confidences = {declared.name: declared.sniff(source) for declared in all_formats()}
    own = confidences.pop(sample.format)
    assert own is not Confidence.NO
    for name, other in confidences.items():
        assert other <= own, f"{name} is surer of it"
        if other == own:
            assert own is Confidence.POSSIBLE, f"{name} is just as sure of it"
            assert {name, sample.format} <= NAME_DECIDES
    if sample.format not in NAME_DECIDES:
        assert own >= Confidence.LIKELY
        assert docsieve.detect(sample.data).name == sample.format
        assert docsieve.detect(sample.data, filename="misleading.txt").name == sample.format
    assert docsieve.detect(sample.data, filename=sample.path.name).name == sample.format


@each_sample
def test_a_sample_gives_what_is_expected(sample: Sample, is_updating: bool) -> None:
    if sample.expected_error is not None:
        with pytest.raises(DocsieveError) as caught:
            sample.parse()
        assert caught.value.code == sample.expected_error
        return
    document = sample.parse()
    outputs = {
        ".expected.txt": docsieve.render(document, "text"),
        ".expected.md": docsieve.render(document, "markdown"),
        ".expected.json": pretty(docsieve.render(document, "json")),
    }
    for suffix, output in outputs.items():
        beside = sample.beside(suffix)
        if is_updating:
            beside.write_text(output, encoding="utf-8", newline="\n")
        assert output == beside.read_text(encoding="utf-8")


def pretty(text: str) -> str:
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


@each_sample
def test_json_decodes_to_the_same_document(sample: Sample) -> None:
    document = parsed(sample)
    # What is protected as a whole is what lies inside.
    assert document.format == sample.format or sample.format == "encrypted_office"
    assert msgspec.json.decode(docsieve.render(document, "json"), type=Document) == document


@each_sample
def test_every_block_says_where_it_comes_from(sample: Sample) -> None:
    document = parsed(sample)
    numbers = [page.number for page in document.pages]
    assert numbers == sorted(set(numbers))
    for page in document.pages:
        for block in blocks_within(page.blocks):
            assert block.where.page in (page.number, None)
            assert block.where.page is not None or block.where.part is not None


@each_sample
def test_reading_twice_gives_the_same(sample: Sample) -> None:
    assert parsed(sample) == parsed(sample)


@each_small_sample
def test_a_truncated_file_ends_in_a_document_or_one_of_our_errors(sample: Sample) -> None:
    data = sample.data
    for cut in range(CUTS):
        survives(data[: len(data) * cut // CUTS], sample)
    survives(data[:-1], sample)


@each_small_sample
def test_flipped_bytes_end_in_a_document_or_one_of_our_errors(sample: Sample) -> None:
    data = sample.data
    for seed in range(FLIPS):
        chance = random.Random(f"{name_of(sample)} {seed}")
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 4, 32))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        survives(bytes(damaged), sample)


def survives(data: bytes, sample: Sample) -> None:
    """Read damaged bytes; ours is every error but the internal one, and what can be read can be written."""
    try:
        document = docsieve.parse(data, filename=sample.path.name, options=sample.options)
        for output in ("text", "markdown", "json"):
            docsieve.render(document, output)
    except InternalError:
        raise
    except DocsieveError:
        pass


@each_sample
def test_limits_are_honoured(sample: Sample) -> None:
    with pytest.raises(LimitExceededError):
        docsieve.parse(sample.data, options=Options(limits=Limits(max_bytes=len(sample.data) - 1)))
    if sample.expected_error is not None:
        return
    whole = parsed(sample)
    for limits, is_crossed in (
        (Limits(max_blocks=1), sum(len(page.blocks) for page in whole.pages) > 20),
        (Limits(max_pages=1), len(whole.pages) > 1 and whole.pages[0].kind == "page"),
        (Limits(max_unpacked_bytes=1000, max_member_bytes=1000), sample.data.startswith(b"PK")),
        (Limits(max_depth=1), False),
        (Limits(max_cells=1), False),
        (Limits(max_page_characters=1), False),
    ):
        options = msgspec.structs.replace(sample.options, limits=limits)
        try:
            document = docsieve.parse(sample.data, filename=sample.path.name, options=options)
        except LimitExceededError:
            continue
        assert not is_crossed or document.warnings, f"{limits} was crossed without a word"


def parsed(sample: Sample) -> Document:
    if sample.expected_error is not None:
        pytest.skip("this sample ends in an error")
    return sample.parse()


def blocks_within(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from blocks_within(getattr(block, "blocks", []))


LIGHT = """
import sys
import docsieve
from docsieve.format import Source

for declared in docsieve.all_formats():
    for head in (b"%PDF-1.7", b"PK\\3\\4", b"text", "\\u00fcml".encode(), b"\\xfcml", b"\\0\\1"):
        declared.sniff(Source(head, "name.txt"))
print("\\n".join(sorted(sys.modules)))
"""
HEAVY = {
    *("charset_normalizer", "docx", "lxml", "markdown_it", "mdurl", "pypdf", "pypdfium2", "pypdfium2_raw"),
    *("asyncio", "ctypes", "email", "http", "html.parser", "multiprocessing", "socket", "sqlite3", "ssl"),
    *("unittest", "urllib.request", "xml", "js", "pyodide", "argparse"),
}


def test_importing_and_sniffing_load_nothing_heavy() -> None:
    run = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "docsieve.registry" in loaded
    assert not loaded & HEAVY


READERS = """
import importlib, pkgutil, sys
import docsieve

for module in pkgutil.walk_packages(docsieve.__path__, "docsieve."):
    if not module.name.startswith("docsieve.commands"):
        importlib.import_module(module.name)
print("\\n".join(sorted(sys.modules)))
"""
WHEELS = {
    *("_docsieve_pdfglyphs", "_docsieve_sheetrows", "charset_normalizer", "Crypto", "lxml", "markdown_it"),
    *("olefile", "phonenumbers", "pypdf", "pypdfium2_raw", "stdnum"),
}


def test_readers_are_imported_without_their_wheels() -> None:
    """The snapshot that workers start from holds them all; wheels come with the first file of a format."""
    run = subprocess.run([sys.executable, "-c", READERS], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "docsieve.formats._pdf.reader" in loaded
    assert not loaded & WHEELS
