#!/bin/bash
# Runs in the chroot: the wheel, with pyodide-build, into /b/pdfglyphs/dist.
set -euo pipefail
cd /b/pdfglyphs/source
export CFLAGS="-O2 -DNDEBUG -fvisibility=hidden" LDFLAGS=-O2
pyodide build . --no-isolation --skip-dependency-check --exports pyinit -o /b/pdfglyphs/dist
