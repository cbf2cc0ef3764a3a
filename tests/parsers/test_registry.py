from __future__ import annotations

import dataclasses

import docsieve
import pytest
from docsieve import (
    Confidence,
    CorruptError,
    EmptyError,
    Format,
    LimitExceededError,
    Limits,
    Options,
    UnsupportedFormatError,
    all_formats,
    registry,
)
from docsieve.format import Source
from docsieve.pipeline import parse_as
from docsieve.report import MAX_WARNINGS, Report
from docsieve.unrecognised import unrecognised

from tests.builders import doc, para
from tests.parsers.formats.ole_builder import ole


def fake(name: str, confidence: Confidence, *extensions: str) -> Format:
    return Format(
        name=name,
        title=name,
        extensions=extensions,
        media_types=(),
        yields="",
        sniff=lambda source: confidence,
        parse=lambda source, report: doc(para(name)),
    )


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def replace(*formats: Format) -> None:
        for module in ("docsieve.registry", "docsieve.pipeline"):
            monkeypatch.setattr(f"{module}.all_formats", lambda: formats)

    return replace


def test_formats_are_found_sorted_and_once() -> None:
    names = [declared.name for declared in all_formats()]
    assert names == sorted(set(names))
    assert {"csv", "docx", "markdown", "pdf", "plain_text"} <= set(names)
    for name in names:
        assert registry.format_named(name).name == name
    with pytest.raises(KeyError):
        registry.format_named("no such format")


def test_the_surest_wins_whatever_the_name(only) -> None:  # type: ignore[no-untyped-def]
    only(fake("a", Confidence.LIKELY, ".a"), fake("b", Confidence.CERTAIN, ".b"))
    assert docsieve.detect(b"x", filename="x.a").name == "b"


def test_nobody_else_looks_where_the_format_of_the_name_is_certain(only) -> None:  # type: ignore[no-untyped-def]
    looked: list[str] = []

    def looking(name: str, confidence: Confidence, *extensions: str) -> Format:
        def sniff(_: Source) -> Confidence:
            looked.append(name)
            return confidence

        return dataclasses.replace(fake(name, confidence, *extensions), sniff=sniff)

    only(looking("a", Confidence.LIKELY, ".a"), looking("b", Confidence.CERTAIN, ".b"))
    assert docsieve.detect(b"x", filename="x.b").name == "b"
    assert looked == ["b"]
    assert docsieve.detect(b"x", filename="x.a").name == "b"
    assert looked == ["b", "a", "b"]


def test_a_format_whose_files_begin_so_is_asked_before_others_but_not_before_that_of_the_name(only) -> None:  # type: ignore[no-untyped-def]
    begun = dataclasses.replace(fake("z", Confidence.CERTAIN, ".z"), begins=b"%Z-")
    only(fake("a", Confidence.CERTAIN, ".a"), begun)
    assert docsieve.detect(b"%Z-1").name == "z"
    assert docsieve.detect(b" %Z-1").name == "a"
    assert docsieve.detect(b"%Z-1", filename="x.a").name == "a"


def test_the_name_breaks_a_tie_and_the_alphabet_does_without_one(only) -> None:  # type: ignore[no-untyped-def]
    only(fake("a", Confidence.POSSIBLE, ".a"), fake("b", Confidence.POSSIBLE, ".b"))
    assert docsieve.detect(b"x", filename="folder.a/X.B").name == "b"
    assert docsieve.detect(b"x", filename="x.c").name == "a"
    assert docsieve.detect(b"x").name == "a"


def test_a_name_that_belongs_to_another_format_is_told(only) -> None:  # type: ignore[no-untyped-def]
    only(fake("a", Confidence.NO, ".a"), fake("b", Confidence.CERTAIN, ".b"))
    assert [warning.code for warning in docsieve.parse(b"x", filename="x.a").warnings] == ["format_mismatch"]
    assert not docsieve.parse(b"x", filename="x.b").warnings
    assert not docsieve.parse(b"x", filename="x.unknown").warnings
    assert not docsieve.parse(b"x").warnings


@pytest.mark.parametrize(
    ("filename", "suffix"),
    [
        ("a.PDF", ".pdf"),
        (None, ""),
        (".hidden", ""),
        ("a", ""),
        ("a.b/c", ""),
        ("c:\\d.e\\f.Txt", ".txt"),
        ("a.tar.gz", ".gz"),
    ],
)
def test_the_suffix_is_that_of_the_last_part(filename: str | None, suffix: str) -> None:
    assert Source(b"", filename).suffix == suffix


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0", "JPEG"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"\0\0\0 ftypmp42", "video"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"{\\rtf1}", "RTF"),
        (bytes(257) + b"ustar\0", "tar"),
        (bytes(100), "not recognised"),
    ],
)
def test_what_no_format_reads_is_named(data: bytes, word: str) -> None:
    error = unrecognised(Source(data))
    assert isinstance(error, UnsupportedFormatError)
    assert word in str(error)


def test_an_archive_without_its_end_is_damaged_not_unknown() -> None:
    with pytest.raises(CorruptError):
        docsieve.parse(b"PK\x03\x04" + bytes(100))


def test_an_office_file_without_its_directory_is_damaged_not_unknown() -> None:
    with pytest.raises(CorruptError, match="list of its parts"):
        docsieve.parse(ole({"WordDocument": bytes(5000)})[:1024], filename="report.doc")
    with pytest.raises(CorruptError, match="list of its parts"):
        docsieve.parse(ole({"__substg1.0_0037001F": bytes(64)}))
    with pytest.raises(UnsupportedFormatError, match="Visio drawing"):
        docsieve.parse(ole({"VisioDocument": bytes(5000)}))
    with pytest.raises(UnsupportedFormatError, match="older binary Office file"):
        docsieve.parse(ole({"Anything": bytes(5000)}))


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(EmptyError):
        docsieve.parse(b"")


def test_the_size_limit_comes_first() -> None:
    with pytest.raises(LimitExceededError, match="4 bytes, more than the 3 bytes"):
        docsieve.parse(b"text", options=Options(limits=Limits(max_bytes=3)))


def test_foreign_errors_are_wrapped_and_their_text_is_kept_out() -> None:
    def parse(source: Source, report: Report) -> docsieve.Document:
        raise ValueError("SECRET")

    broken = dataclasses.replace(fake("a", Confidence.CERTAIN), parse=parse)
    with pytest.raises(docsieve.InternalError, match="ValueError") as caught:
        parse_as(broken, Source(b"x"), Report())
    assert "SECRET" not in str(caught.value)
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_fault_of_ours_names_the_line_it_happened_in() -> None:
    plain = registry.format_named("plain_text")
    with pytest.raises(docsieve.InternalError, match=r"AttributeError in docsieve\.[\w.]+, line \d+"):
        parse_as(plain, None, Report())  # type: ignore[arg-type]


def test_warnings_are_told_once_and_not_without_end() -> None:
    report = Report()
    for number in range(MAX_WARNINGS + 50):
        report.warn("code", f"message {number}")
        report.warn("code", "message 0")
    assert len(report.warnings) == MAX_WARNINGS + 1
    assert report.warnings[-1].message == "50 more warnings were left out."


def test_a_password_never_shows() -> None:
    assert "geheim" not in repr(Options(password="geheim"))
    assert "geheim" not in str(Source(b"", options=Options(password="geheim")))
