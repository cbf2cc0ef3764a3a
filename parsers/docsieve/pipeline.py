"""`parse`: limits, detection, the format's own reader."""

from __future__ import annotations

from docsieve.errors import InternalError, LimitExceededError
from docsieve.fault_barrier import fault_barrier
from docsieve.format import Format, Source
from docsieve.hidden_content import settle_hidden
from docsieve.model import Document
from docsieve.options import Options
from docsieve.pictures_inside import flag_pictures
from docsieve.registry import all_formats, detect_source
from docsieve.report import PageCallback, ProgressCallback, Report
from docsieve.wheels_on_demand import WheelsNeededError

_DEFAULT_OPTIONS = Options()
#: Byte order marks and white space.
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def parse(
    data: bytes,
    *,
    filename: str | None = None,
    options: Options = _DEFAULT_OPTIONS,
    on_progress: ProgressCallback | None = None,
) -> Document:
    """Read a document of any supported format.

    Args:
        data: the file's bytes.
        filename: only breaks ties between formats and lets a wrong extension be reported.
        options: password, limits, page ranges, whether hidden content is left out.
        on_progress: called with pages done and pages in all (None while unknown).

    Raises:
        DocsieveError: nothing usable could be read; `code` says why (see `docsieve.errors`).
    """
    try:
        return parse_or_need(data, filename, options, on_progress)
    except WheelsNeededError as error:
        raise InternalError(f"docsieve is not installed completely; {error}.") from error


def parse_or_need(
    data: bytes,
    filename: str | None,
    options: Options,
    on_progress: ProgressCallback | None,
    on_page: PageCallback | None = None,
) -> Document:
    """Do what `parse` does where wheels arrive on demand.

    `on_page` is called with each page of the file itself as soon as it is read. Whoever takes it leaves it as
    it is: it may be part of the document.

    Raises:
        DocsieveError: as `parse`.
        WheelsNeededError: install these wheels and call again.
    """
    if len(data) > options.limits.max_bytes:
        raise LimitExceededError.of("its size", len(data), options.limits.max_bytes, "bytes")
    return parse_source(Source(bytes(data), filename, options), on_progress, on_page)


def parse_source(
    source: Source, on_progress: ProgressCallback | None = None, on_page: PageCallback | None = None
) -> Document:
    """Read a file that no other one holds; see `parse_or_need`."""
    options = source.options
    declared = detect_source(source)
    report = Report(on_progress, on_page)
    warn_of_mismatch(source, declared, report)
    document = parse_as(declared, source, report)
    with fault_barrier(f"{declared.title} file"):
        settle_hidden(document, report, is_excluded=options.hidden == "exclude")
        flag_pictures(document, source.budget.pictures, options.limits, report)
    document.warnings = report.warnings
    return document


def parse_as(declared: Format, source: Source, report: Report) -> Document:
    """Run one format's reader; whatever escapes it that is not ours becomes `InternalError`."""
    with fault_barrier(f"{declared.title} file"):
        try:
            return declared.parse(source, report)
        except ModuleNotFoundError as error:
            if not declared.wheels:
                raise
            raise WheelsNeededError(declared.wheels) from error


def warn_of_mismatch(source: Source, declared: Format, report: Report) -> None:
    """Say when the name's extension belongs to another format than the content."""
    if not source.suffix or source.suffix in declared.extensions:
        return
    if source.suffix == ".xml" and source.head.replace(b"\0", b"").lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return  # a flat Word file, a drawing or a page of XHTML is XML all the same
    if any(source.suffix in other.extensions for other in all_formats()):
        report.warn(
            "format_mismatch",
            f"The file is named {source.suffix} but its content is {declared.title}; it was read as that.",
        )
