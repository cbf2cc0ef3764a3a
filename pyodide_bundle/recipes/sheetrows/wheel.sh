#!/bin/bash
# Runs in the chroot: the wheel, with pyodide-build, into /b/sheetrows/dist.
set -euo pipefail
cd /b/sheetrows/source
export CFLAGS="-O2 -DNDEBUG -fvisibility=hidden" LDFLAGS=-O2
pyodide build . --no-isolation --skip-dependency-check --exports pyinit -o /b/sheetrows/dist
