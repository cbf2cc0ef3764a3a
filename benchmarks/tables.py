"""One run as Markdown tables: medians with their range, and the ratio to a reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.results import ParseRow, Run, Spread, StartRow, spread

#: Start-up is compared with Pyodide as anyone would write it, reading with the fastest peer of the format.
START_REFERENCE = "pyodide-pypdf"
PARSE_REFERENCES = {"pdf": "embedpdf", "docx": "mammoth", "xlsx": "sheetjs", "pptx": "officeparser"}

Pick = Callable[[StartRow], float]


def render_run(run: Run) -> str:
    """All tables of a run."""
    formats = list(dict.fromkeys(row["format"] for row in run.files))
    parts = [_about(run), "### Start-up", _starts(run, lambda row: row.visit == 1, "Cold: empty profile")]
    parts += [_starts(run, lambda row: row.visit >= 3, "Warm: the third visit and later")]
    for name in formats:
        parts += [f"### {name.upper()}", _parses(run, name)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(run: Run) -> str:
    about = run.about
    load = f"load {about['load_before']} before and {about.get('load_after', '?')} after"
    return (
        f"{about['started'][:16].replace('T', ' ')} UTC, commit {about['commit']}, {about['browser']}, "
        f"{about['cpu']}, {about['cores']} cores ({load})."
    )


def _starts(run: Run, wanted: Callable[[StartRow], bool], caption: str) -> str:
    rows = [row for row in run.starts if wanted(row) and not row.error]
    if not rows:
        return ""
    groups: dict[tuple[str, str], list[StartRow]] = {}
    for row in rows:
        groups.setdefault((row.peer, row.format), []).append(row)
    reference = groups.get((START_REFERENCE, "pdf"), [])
    header = [caption, "first file", "ready, ms", "ratio", "CPU, ms", "CPU ratio", "first text, ms", "ratio"]
    header += ["CPU, ms", "CPU ratio", "bytes to first text", "peak MB at ready"]
    body = []
    for (peer, format_name), group in groups.items():
        cells = [_title(run, peer), format_name]
        for pick in _START_TIMES:
            value = spread([pick(row) for row in group])
            cells += [_ms(value), _ratio(value, spread([pick(row) for row in reference]))]
        cells.append(f"{max(row.first_bytes for row in group):,}")
        cells.append(f"{max(row.ready_peak_mb for row in group):,.0f}")
        body.append(cells)
    return _table(header, body)


_START_TIMES: tuple[Pick, ...] = (
    lambda row: row.ready_ms,
    lambda row: row.ready_cpu_ms,
    lambda row: row.first_ms,
    lambda row: row.first_cpu_ms,
)


def _parses(run: Run, format_name: str) -> str:
    rows = [row for row in run.parses if row.format == format_name]
    pages = {row["name"]: row["pages"] for row in run.files}
    small = [row for row in run.files if row["format"] == format_name and row["group"] == "small"]
    labels = list(dict.fromkeys(row.file for row in rows))
    peers = list(dict.fromkeys(row.peer for row in rows))
    parts = []
    for label in sorted(labels, key=lambda label: label == "small"):
        count = len(small) if label == "small" else pages.get(label) or 1
        unit = "file" if label == "small" or not pages.get(label) else "page"
        name = f"{count} small files" if label == "small" else label.partition("__")[2]
        reference = PARSE_REFERENCES.get(format_name, "")
        header = [
            f"{name}, per {unit}",
            "ms",
            "ratio",
            "CPU, ms",
            "CPU ratio",
            "runs",
            "peak MB",
            "snippets",
            "failed",
        ]
        body = []
        for peer in peers:
            mine = [row for row in rows if row.peer == peer and row.file == label]
            if not mine:
                continue
            theirs = [row for row in rows if row.peer == reference and row.file == label]
            cells = [_title(run, peer)]
            for pick in _PARSE_TIMES:
                # The time after which a file was given up is no time of reading it.
                read = [row for row in mine if label == "small" or not row.failed]
                value = spread([pick(row) / count for row in read])
                cells += [_ms(value, digits=2), _ratio(value, spread([pick(row) / count for row in theirs]))]
            cells += [str(len(mine)), f"{max(row.peak_mb for row in mine):,.0f}"]
            cells += [_recall(run, peer, [row["name"] for row in small] if label == "small" else [label])]
            cells += [_failures(mine[0])]
            body.append(cells)
        parts.append(_table(header, body))
    return "\n\n".join(parts)


def _failures(row: ParseRow) -> str:
    """Say why where there is one file, else how many."""
    if len(row.failed) == 1 and row.file != "small":
        return next(iter(row.failed.values())).replace("|", "/")[:80]
    return str(len(row.failed) or "")


_PARSE_TIMES: tuple[Callable[[ParseRow], float], ...] = (lambda row: row.wall_ms, lambda row: row.cpu_ms)


def _recall(run: Run, peer: str, files: Sequence[str]) -> str:
    rows = [row for row in run.recalls if row.peer == peer and row.file in files and row.wanted]
    wanted = sum(row.wanted for row in rows)
    if not wanted:
        return ""
    found = sum(row.found for row in rows)
    ordered = [row.in_order for row in rows if row.in_order is not None]
    order = f", {sum(ordered)}/{len(ordered)} in order" if ordered else ""
    return f"{100 * found / wanted:.1f} % ({found}/{wanted}{order})"


def _title(run: Run, peer: str) -> str:
    about = run.peers[peer]
    return f"{about['title']} {about['version']}"


def _ms(value: Spread | None, digits: int = 0) -> str:
    if value is None:
        return ""
    text = f"{value.median:,.{digits}f}"
    return f"{text} ({value.low:,.{digits}f}–{value.high:,.{digits}f})" if value.count > 1 else text


def _ratio(value: Spread | None, reference: Spread | None) -> str:
    if value is None or reference is None or not reference.median:
        return ""
    return f"{value.median / reference.median:.2f}x"


def _table(header: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" + " ---: |" * (len(header) - 1)]
    lines += ["| " + " | ".join(cells) + " |" for cells in body]
    return "\n".join(lines)
