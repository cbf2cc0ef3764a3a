"""Writes the samples of this folder: `python tests/corpus/notebook/make_samples.py`."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path

HERE = Path(__file__).parent


def png(width: int, height: int) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    data = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def code(source: str, outputs: list[object], **metadata: object) -> dict[str, object]:
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": metadata,
        "outputs": outputs,
        "source": source.splitlines(keepends=True),
    }


def result(
    data: dict[str, object], kind: str = "display_data", metadata: dict[str, object] | None = None
) -> dict[str, object]:
    return {"output_type": kind, "data": data, "metadata": metadata or {}}


FRAME = (
    '<div><style scoped>th {color: red}</style><table border="1"><thead><tr><th></th><th>city</th>'
    "<th>people</th></tr></thead><tbody><tr><th>0</th><td>Köln</td><td>1 084 831</td></tr>"
    "<tr><th>1</th><td>Łódź</td><td>658 444</td></tr></tbody></table></div>"
)
TRACE = [
    "\x1b[0;31m---------------------------------------\x1b[0m",
    "\x1b[0;31mZeroDivisionError\x1b[0m                Traceback (most recent call last)",
    "\x1b[0;32m<ipython-input-4>\x1b[0m in \x1b[0;36m<module>\x1b[0m\n\x1b[0;32m----> 1\x1b[0m 1 / 0",
    "\x1b[0;31mZeroDivisionError\x1b[0m: division by zero",
]

ANALYSIS = {
    "cells": [
        {
            "cell_type": "raw",
            "metadata": {},
            "source": ["---\n", "date: 2026-02-01\n", "---"],
        },
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": [
                "# Cities\n",
                "\n",
                "Some *large* ones:\n",
                "\n",
                "- Köln\n",
                "- Łódź\n",
                "\n",
                "$a^2$",
            ],
        },
        code(
            "import pandas as pd\n\nframe = pd.read_csv('cities.csv')\nframe",
            [result({"text/html": FRAME, "text/plain": "   city  people"}, "execute_result")],
        ),
        code(
            "for n in range(3):\n    print(n)",
            [
                {"output_type": "stream", "name": "stdout", "text": ["0\n", "1\n", "2\n"]},
                {"output_type": "stream", "name": "stderr", "text": "10%\r50%\r100%\n\x1b[31mred\x1b[0m\n"},
            ],
        ),
        code(
            "1 / 0",
            [{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "x", "traceback": TRACE}],
        ),
        code(
            "frame.plot()",
            [
                result({"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": png(64, 48)}),
                result(
                    {"image/png": png(8, 8), "text/plain": "<Figure>"},
                    metadata={"image/png": {"alt": "Two bars"}},
                ),
                result({"text/latex": ["$$\\frac{a}{b}$$"], "text/plain": "a/b"}),
                result({"text/html": "<script>draw()</script>"}),
            ],
        ),
        code("secret = 1", [result({"text/plain": "'folded'"})], jupyter={"source_hidden": True}),
        code("%%bash\nls", [result({"text/plain": "'also folded'"})], tags=["hide-output"]),
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": "A picture: ![a map](attachment:map.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
            "attachments": {"map.png": {"image/png": png(20, 10)}},
        },
    ],
    "metadata": {
        "authors": [{"name": "Zoë Müller"}],
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.12"},
        "title": "Cities of Europe",
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}

OLD = {
    "metadata": {"name": "Old notebook"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": "A heading"},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["print 'x'"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [
                        {"output_type": "stream", "stream": "stdout", "text": ["x\n"]},
                        {"output_type": "pyout", "prompt_number": 1, "text": ["42"], "metadata": {}},
                        {"output_type": "display_data", "png": png(5, 5), "metadata": {}},
                        {"output_type": "pyerr", "ename": "E", "evalue": "bad", "traceback": []},
                    ],
                    "prompt_number": 1,
                },
            ],
            "metadata": {},
        }
    ],
}

(HERE / "analysis.ipynb").write_text(
    json.dumps(ANALYSIS, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
)
(HERE / "version3.ipynb").write_text(json.dumps(OLD) + "\n", encoding="utf-8", newline="\n")
